package dev.warder.api.authorize;

import java.util.List;
import java.util.function.Function;

/// Finds the key that a call shows, in the headers declared for it.
///
/// Guarantees a call that shows two values, in one header or in several, shows none: which of them
/// the upstream would believe is not ours to guess
final class PresentedKey {
  private static final String AUTHORIZATION = "authorization";
  private static final String SCHEME = "bearer ";

  private final List<String> headers;

  /// @param headers lower-case names
  PresentedKey(List<String> headers) {
    this.headers = List.copyOf(headers);
  }

  /// The key among a call's headers; empty if it shows none.
  ///
  /// @param all the values of a header by its lower-case name
  String in(Function<String, List<String>> all) {
    String found = "";
    int values = 0;
    for (String header : headers) {
      for (String value : all.apply(header)) {
        values++;
        found = header.equals(AUTHORIZATION) ? bearer(value) : value.strip();
      }
    }
    return values == 1 ? found : "";
  }

  private static String bearer(String value) {
    boolean fits = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return fits ? value.substring(SCHEME.length()).strip() : "";
  }
}

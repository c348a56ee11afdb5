package dev.warder.collect;

import java.util.Locale;
import java.util.Set;

/// Finds the credential of a request in its headers, one header after the other. Reused from
/// request to request; confined to one thread.
///
/// Shape `X-Api-Key-Id` (a public id) is taken as it is; a key header and the credential of
/// `Authorization` are secrets and hashed
///
/// Guarantees a public id wins over a hash; no secret is kept beyond the record.
final class KeyHeaders {
  private static final Set<String> PUBLIC_IDS =
      Set.of("x-api-key-id", "x-key-id", "x-consumer-id", "api-key-id");

  private static final Set<String> KEYS =
      Set.of(
          "x-api-key",
          "api-key",
          "apikey",
          "x-apikey",
          "x-auth-token",
          "x-access-token",
          "x-goog-api-key",
          "private-token",
          "ocp-apim-subscription-key");

  private final String asked;

  /// The public id, empty if there is none.
  String publicId = "";

  /// The secret, never to be kept; empty if there is none.
  String secret = "";

  private boolean certain;

  /// @param asked header that the operator says the key stands in; empty if none
  KeyHeaders(String asked) {
    this.asked = asked.toLowerCase(Locale.ROOT);
  }

  void start() {
    publicId = secret = "";
    certain = false;
  }

  void header(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (value.isEmpty()) {
      return;
    }
    if (!asked.isEmpty() && lower.equals(asked)) {
      secret = value;
      publicId = "";
      certain = true;
    } else if (!certain && PUBLIC_IDS.contains(lower) && publicId.isEmpty()) {
      publicId = value;
    } else if (!certain && KEYS.contains(lower)) {
      secret = value;
    } else if (!certain && secret.isEmpty() && lower.equals("authorization")) {
      secret = value.substring(value.trim().lastIndexOf(' ') + 1).trim();
    }
  }
}

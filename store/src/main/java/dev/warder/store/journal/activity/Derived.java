package dev.warder.store.journal.activity;

import dev.warder.model.Source;

/// What the canonical name of a source tells of it already: `AS14618 US`.
final class Derived {
  private static final int COUNTRY_CHARS = 2;

  private Derived() {}

  /// Flags of what need not be written.
  static int of(Source source) {
    return (number(source.canonical()) == source.asNumber() ? Layout.NUMBER_DERIVED : 0)
        | (country(source.canonical()).equals(source.country()) ? Layout.COUNTRY_DERIVED : 0);
  }

  /// The AS number that a canonical name tells; 0 if none.
  static int number(String canonical) {
    if (!canonical.startsWith("AS")) {
      return 0;
    }
    long number = 0;
    int at = 2;
    while (at < canonical.length() && canonical.charAt(at) >= '0' && canonical.charAt(at) <= '9') {
      number = Math.min(number * 10 + canonical.charAt(at) - '0', 1L << 40);
      at++;
    }
    boolean isNumber = at > 2 && canonical.charAt(2) != '0' && number <= Integer.MAX_VALUE;
    return isNumber && (at == canonical.length() || canonical.charAt(at) == ' ') ? (int) number : 0;
  }

  /// The country that a canonical name ends with; empty if none.
  static String country(String canonical) {
    int at = canonical.length() - COUNTRY_CHARS - 1;
    return at > 0 && canonical.charAt(at) == ' ' ? canonical.substring(at + 1) : "";
  }
}

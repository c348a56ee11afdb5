package dev.warder.keys.verify;

import dev.warder.model.Source;
import dev.warder.model.SourceClass;

/// Sources as they are read back from what was recorded of them.
///
/// Shape `AS14061 US`, `AS14061`, `203.0.113.0/24 US`, `private 10.0.0.0/8`, `unknown`
final class CanonicalSource {
  private CanonicalSource() {}

  /// What a canonical source tells: its system and country, if it has them.
  static Source read(String canonical) {
    if (canonical.isEmpty()) {
      return Source.UNKNOWN;
    }
    int blank = canonical.lastIndexOf(' ');
    String last = canonical.substring(blank + 1);
    String country = blank > 0 && isCountry(last) ? last : "";
    String network = country.isEmpty() ? canonical : canonical.substring(0, blank);
    return new Source("", number(network), "", country, SourceClass.UNKNOWN, canonical);
  }

  /// A source with the address itself.
  static Source at(String address, Source source) {
    return new Source(
        address,
        source.asNumber(),
        source.organization(),
        source.country(),
        source.sourceClass(),
        source.canonical());
  }

  private static boolean isCountry(String text) {
    return text.length() == 2
        && text.chars().allMatch(character -> character >= 'A' && character <= 'Z');
  }

  /// The number of an autonomous system, 0 if the text is none.
  private static int number(String text) {
    if (!text.startsWith("AS") || text.length() > 12) {
      return 0;
    }
    try {
      long number = Long.parseLong(text, 2, text.length(), 10);
      return number > 0 && number <= Integer.MAX_VALUE ? (int) number : 0;
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}

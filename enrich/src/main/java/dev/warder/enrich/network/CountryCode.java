package dev.warder.enrich.network;

/// ISO 3166 alpha-2 codes as small numbers: 0 for none, then `AA` = 1 to `ZZ` = 676.
///
/// Any two letters are taken; which of them name a country is the table's business.
final class CountryCode {

  static final int BITS = 10;
  static final int NONE = 0;

  private static final String[] TEXTS = texts();

  private CountryCode() {}

  /// The number of a code in either case, [#NONE] if the text is not two ASCII letters.
  static int of(String text) {
    if (text.length() != 2) {
      return NONE;
    }
    int first = letter(text.charAt(0));
    int second = letter(text.charAt(1));
    return first < 0 || second < 0 ? NONE : 1 + first * 26 + second;
  }

  /// The code in upper case, empty for [#NONE]; always the same object for the same number.
  static String text(int code) {
    return TEXTS[code];
  }

  static boolean isCode(int code) {
    return code >= NONE && code < TEXTS.length;
  }

  private static int letter(char character) {
    int upper = character & ~0x20;
    return character < 128 && upper >= 'A' && upper <= 'Z' ? upper - 'A' : -1;
  }

  private static String[] texts() {
    String[] texts = new String[1 + 26 * 26];
    texts[NONE] = "";
    for (int i = 1; i < texts.length; i++) {
      char first = (char) ('A' + (i - 1) / 26);
      char second = (char) ('A' + (i - 1) % 26);
      texts[i] = String.valueOf(new char[] {first, second});
    }
    return texts;
  }
}

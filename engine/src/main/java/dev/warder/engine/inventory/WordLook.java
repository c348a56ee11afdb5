package dev.warder.engine.inventory;

import java.util.Locale;

/// How much a path segment looks like a word of the API rather than somebody's data, by its letters
/// alone. `systemUsers`, `run_command` and `commandresults` are made of [ApiWords]; `alice` is not.
///
/// @param knownShare letters that belong to known words, 0 to 1; 1 if there are no letters
/// @param humps words run together with capitals, dashes, dots or underscores
/// @param camel whether it begins lower case and goes on with capitals, as identifiers do
/// @param fixed whether it stands for itself whatever stands beside it
/// @param last its last word, lower case, empty if it has no letters
/// @param letters how many letters it has
record WordLook(
    double knownShare, int humps, boolean camel, boolean fixed, String last, int letters) {
  private static final double MOSTLY = 0.6;

  static WordLook of(String segment) {
    int length = segment.length();
    int letters = 0;
    int known = 0;
    int humps = 0;
    boolean camel = false;
    boolean fixed = false;
    String last = "";
    int start = 0;
    while (start < length) {
      if (!isLetter(segment.charAt(start))) {
        start++;
        continue;
      }
      int end = wordEnd(segment, start);
      String word = segment.substring(start, end).toLowerCase(Locale.ROOT);
      humps++;
      letters += word.length();
      boolean alone = word.length() == length;
      known += ApiWords.isKnown(word) && !(alone && ApiWords.isCode(word)) ? word.length() : 0;
      fixed |= humps == 1 && (alone ? ApiWords.isFixed(word) : ApiWords.isAction(word));
      camel |= humps > 1 && isUpper(segment.charAt(start)) && isLetter(segment.charAt(start - 1));
      last = word;
      start = end;
    }
    double share = letters == 0 ? 1 : (double) known / letters;
    boolean marked =
        length > 1
            && (segment.charAt(0) == '$' || segment.charAt(0) == '.')
            && isLetter(segment.charAt(1));
    return new WordLook(
        marked ? 1 : share,
        humps,
        camel && length > 0 && !isUpper(segment.charAt(0)),
        marked || letters == 0 || (fixed && share >= MOSTLY),
        last,
        letters);
  }

  private static int wordEnd(String segment, int start) {
    int end = start + 1;
    while (end < segment.length() && isLetter(segment.charAt(end))) {
      boolean upper = isUpper(segment.charAt(end));
      boolean afterLower = !isUpper(segment.charAt(end - 1));
      boolean beforeLower =
          end + 1 < segment.length()
              && isLetter(segment.charAt(end + 1))
              && !isUpper(segment.charAt(end + 1));
      if (upper && (afterLower || beforeLower)) {
        break;
      }
      end++;
    }
    return end;
  }

  /// Whether it is more likely a word of the API than not.
  boolean isKnown() {
    return fixed || knownShare >= MOSTLY || (camel && knownShare > 0);
  }

  /// Whether capitals stand where no identifier has them: parts of four letters or fewer, few of
  /// them known.
  boolean isShuffled() {
    return humps >= 3 && letters <= 4 * humps && knownShare < 0.4;
  }

  boolean isPlural() {
    return ApiWords.isPlural(last);
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || isUpper(c);
  }
}

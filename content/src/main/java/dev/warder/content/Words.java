package dev.warder.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words of an identifier: split at anything that is no letter or digit and where lower case
/// meets upper, lower-cased, in the singular. `listSSHKeys` is `list ssh key`; `keyboard` stays one
/// word.
final class Words {
  private Words() {}

  static List<String> of(String identifier) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= identifier.length(); i++) {
      if (i == identifier.length() || isBorder(identifier, i)) {
        add(identifier, start, i, words);
        start = i;
      }
    }
    return words;
  }

  /// The singular of an English plural, by its ending.
  static String singular(String word) {
    int length = word.length();
    if (length <= 3 || word.endsWith("ss") || word.endsWith("us") || word.endsWith("is")) {
      return word;
    }
    if (word.endsWith("ies")) {
      return word.substring(0, length - 3) + "y";
    }
    if (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches")) {
      return word.substring(0, length - 2);
    }
    return word.endsWith("s") ? word.substring(0, length - 1) : word;
  }

  /// Whether the words hold a phrase, its words side by side or written as one.
  static boolean hold(List<String> words, List<String> phrase) {
    if (phrase.size() > 1 && words.contains(String.join("", phrase))) {
      return true;
    }
    for (int i = 0; i + phrase.size() <= words.size(); i++) {
      if (words.subList(i, i + phrase.size()).equals(phrase)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBorder(String text, int i) {
    char before = text.charAt(i - 1);
    char here = text.charAt(i);
    if (!Character.isLetterOrDigit(before) || !Character.isLetterOrDigit(here)) {
      return true;
    }
    if (!Character.isUpperCase(here)) {
      return false;
    }
    boolean endsAcronym =
        Character.isUpperCase(before)
            && i + 1 < text.length()
            && Character.isLowerCase(text.charAt(i + 1));
    return !Character.isUpperCase(before) || endsAcronym;
  }

  private static void add(String text, int start, int end, List<String> words) {
    if (start < end && Character.isLetterOrDigit(text.charAt(start))) {
      words.add(singular(text.substring(start, end).toLowerCase(Locale.ROOT)));
    }
  }
}

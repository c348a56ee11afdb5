package dev.warder.store.sql;

import static java.util.Objects.requireNonNull;

/// What a text must be like so that every database keeps it as it is.
///
/// Bounds are in UTF-16 characters: [#NAME] of them are at most 768 bytes in UTF-8, so that two of
/// them and what an index adds fit PostgreSQL's 2,704 bytes for one of its entries.
final class Texts {
  static final int NAME = 256;
  static final int WORD = 64;

  private Texts() {}

  static String filled(String text, String name, int bound) {
    if (bounded(text, name, bound).isEmpty()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return text;
  }

  /// PostgreSQL refuses the character 0; half a surrogate pair has no UTF-8.
  static String bounded(String text, String name, int bound) {
    requireNonNull(text, name + " is null");
    if (text.length() > bound) {
      throw new IllegalArgumentException(
          name + " has " + text.length() + " characters, at most " + bound + " are kept");
    }
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == 0) {
        throw new IllegalArgumentException(name + " holds the character 0");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(at))) {
          throw new IllegalArgumentException(name + " holds half a surrogate pair");
        }
        at++;
      }
    }
    return text;
  }
}

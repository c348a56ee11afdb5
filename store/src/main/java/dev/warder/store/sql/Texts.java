package dev.warder.store.sql;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

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
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(name + " holds the character 0");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(name + " holds half a surrogate pair");
    }
    return text;
  }
}

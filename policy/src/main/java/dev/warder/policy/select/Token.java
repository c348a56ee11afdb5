package dev.warder.policy.select;

/// A piece of a selector's text.
///
/// @param kind what it is
/// @param text the word, or what stands in the quotes with its backslashes
/// @param start where it begins, counted from 0
record Token(Kind kind, String text, int start) {
  enum Kind {
    WORD,
    QUOTED,
    OPEN,
    CLOSE,
    COMMA,
    EQUAL,
    UNEQUAL,
    END
  }
}

package dev.warder.content.sigma;

import java.util.Arrays;
import java.util.function.Predicate;

/// A text of a rule: `*` stands for any run of characters, `?` for one, a backslash takes away what
/// is special about the next of them.
///
/// Bounds time is at most pattern length times text length Source Sigma specification 2.1,
/// "Escaping"
final class TextPattern implements Predicate<String> {
  /// Where in a value the text must stand.
  enum Anchor {
    WHOLE,
    START,
    END,
    ANYWHERE
  }

  /// How letters compare.
  enum Letters {
    ANY_CASE,
    EXACT
  }

  private static final byte LITERAL = 0;
  private static final byte ANY = 1;
  private static final byte ONE = 2;

  private final char[] chars;
  private final byte[] kinds;
  private final Letters letters;

  private TextPattern(char[] chars, byte[] kinds, Letters letters) {
    this.chars = chars;
    this.kinds = kinds;
    this.letters = letters;
  }

  static TextPattern of(String text, Anchor anchor, Letters letters) {
    char[] chars = new char[text.length() + 2];
    byte[] kinds = new byte[text.length() + 2];
    int size = 0;
    if (anchor == Anchor.END || anchor == Anchor.ANYWHERE) {
      kinds[size++] = ANY;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escapes = c == '\\' && i + 1 < text.length() && isSpecial(text.charAt(i + 1));
      if (escapes) {
        c = text.charAt(++i);
      } else if (c == '*' || c == '?') {
        kinds[size++] = c == '*' ? ANY : ONE;
        continue;
      }
      chars[size++] = letters == Letters.EXACT ? c : Texts.folded(c);
    }
    if (anchor == Anchor.START || anchor == Anchor.ANYWHERE) {
      kinds[size++] = ANY;
    }
    return new TextPattern(Arrays.copyOf(chars, size), Arrays.copyOf(kinds, size), letters);
  }

  private static boolean isSpecial(char c) {
    return c == '*' || c == '?' || c == '\\';
  }

  /// Whether the text stands for itself alone, in any case of letters.
  boolean isPlain() {
    for (byte kind : kinds) {
      if (kind != LITERAL) {
        return false;
      }
    }
    return letters == Letters.ANY_CASE;
  }

  /// The text of a plain pattern, folded.
  String plain() {
    return new String(chars);
  }

  /// Whether some literal part holds a character.
  boolean holds(char c) {
    for (int i = 0; i < chars.length; i++) {
      if (kinds[i] == LITERAL && chars[i] == c) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean test(String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < kinds.length && kinds[p] == ANY) {
        star = p++;
        mark = t;
      } else if (p < kinds.length && (kinds[p] == ONE || same(chars[p], text.charAt(t)))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < kinds.length && kinds[p] == ANY) {
      p++;
    }
    return p == kinds.length;
  }

  private boolean same(char wanted, char c) {
    return wanted == (letters == Letters.EXACT ? c : Texts.folded(c));
  }
}

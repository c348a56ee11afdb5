package dev.warder.keys.foreign;

import dev.warder.keys.foreign.LineReading.Cells;
import dev.warder.keys.foreign.LineReading.Faulty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one JSON object without objects in it, strictly: numbers have no place in what is read
/// here, names come once, escapes make whole characters.
///
/// Shape `{"id": "7", "privileged": true, "scopes": ["a", "b"], "note": null}` Bounds as long as
/// the line; lists of 64 texts Errors a [Faulty] without a place; never throws on input Source RFC
/// 8259
final class FlatJson {
  static final int MAX_TEXTS = 64;

  private static final char END = '\uffff';

  private final String text;
  private int at;

  private FlatJson(String text) {
    this.text = text;
  }

  static LineReading read(String line) {
    return new FlatJson(line).object();
  }

  private LineReading object() {
    Map<String, Cell> cells = new LinkedHashMap<>();
    skipSpace();
    if (!take('{')) {
      return malformed();
    }
    skipSpace();
    boolean open = !take('}');
    while (open) {
      skipSpace();
      String name = peek() == '"' ? string() : null;
      skipSpace();
      Cell cell = name != null && take(':') ? value() : null;
      if (name == null || cell == null) {
        return malformed();
      }
      if (!ImportFields.isKnown(name)) {
        return new Faulty(LineFault.UNKNOWN_FIELD, "");
      }
      if (cells.put(name, cell) != null) {
        return new Faulty(LineFault.DUPLICATE_FIELD, name);
      }
      skipSpace();
      open = take(',');
      if (!open && !take('}')) {
        return malformed();
      }
    }
    skipSpace();
    return at == text.length() ? new Cells(cells) : malformed();
  }

  private static Faulty malformed() {
    return new Faulty(LineFault.MALFORMED_JSON, "");
  }

  private @Nullable Cell value() {
    skipSpace();
    return switch (peek()) {
      case '"' -> text();
      case '[' -> texts();
      case 't' -> word("true", new Cell.Flag(true));
      case 'f' -> word("false", new Cell.Flag(false));
      case 'n' -> word("null", new Cell.Absent());
      default -> null;
    };
  }

  private @Nullable Cell text() {
    String string = string();
    return string == null ? null : new Cell.Text(string);
  }

  private @Nullable Cell word(String word, Cell cell) {
    if (!text.startsWith(word, at)) {
      return null;
    }
    at += word.length();
    return cell;
  }

  private @Nullable Cell texts() {
    at++;
    List<String> texts = new ArrayList<>();
    skipSpace();
    boolean open = !take(']');
    while (open) {
      skipSpace();
      String string = peek() == '"' ? string() : null;
      if (string == null || texts.size() == MAX_TEXTS) {
        return null;
      }
      texts.add(string);
      skipSpace();
      open = take(',');
      if (!open && !take(']')) {
        return null;
      }
    }
    return new Cell.Texts(texts);
  }

  private @Nullable String string() {
    at++;
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return isWhole(out) ? out.toString() : null;
      }
      if (c < ' ') {
        return null;
      }
      if (c == '\\') {
        int escaped = escaped();
        if (escaped < 0) {
          return null;
        }
        c = (char) escaped;
      }
      out.append(c);
    }
    return null;
  }

  /// The character that an escape stands for, or -1.
  private int escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> -1;
    };
  }

  private int hex() {
    if (at + 4 > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = text.charAt(at++);
      if (!Alphabet.HEX.has(c)) {
        return -1;
      }
      value = value * 16 + Character.digit(c, 16);
    }
    return value;
  }

  /// Whether no half of a pair stands alone.
  private static boolean isWhole(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void skipSpace() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
      at++;
    }
  }
}

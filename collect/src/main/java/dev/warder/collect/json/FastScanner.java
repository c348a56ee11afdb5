package dev.warder.collect.json;

import dev.warder.collect.json.Tape.Kind;
import dev.warder.collect.text.Slices;

/// Reads the plain JSON that machines write, in one pass and without copying: ASCII, no escapes,
/// whole numbers, no white space beyond blanks, shallow. Whatever is the least odd it leaves to
/// [StrictParser], which alone decides what is valid. Confined to one thread.
///
/// Bounds no allocation; 16 levels
final class FastScanner {
  /// Not for this scanner.
  static final int ODD = -1;

  private static final int MAX_DEPTH = 16;
  private static final long LOW = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = LOW * '"';
  private static final long BACKSLASHES = LOW * '\\';
  private static final long BLANKS = LOW * ' ';
  private static final long ZEROS = LOW * '0';

  /// Added to a digit's value it stays below the highest bit, added to more it does not.
  private static final long BEYOND_NINE = LOW * (0x80 - 10);

  private final int[] parents = new int[MAX_DEPTH];

  /// Fills the tape with the object that starts at `from` and returns where it ends, or [#ODD].
  int scan(Tape tape, byte[] b, int from, int to) {
    tape.reset(b);
    int depth = 0;
    parents[0] = tape.add(Kind.OBJECT, 0, 0, from, from);
    boolean inObject = true;
    boolean first = true;
    int i = from + 1;
    while (true) {
      i = skipBlanks(b, i, to);
      if (i >= to) {
        return ODD;
      }
      byte c = b[i];
      if (c == (inObject ? '}' : ']')) {
        i++;
        if (depth == 0) {
          tape.closeRoot(i);
          tape.asWritten = true;
          return i;
        }
        tape.close(parents[depth]);
        depth--;
        inObject = tape.isObject(parents[depth]);
        first = false;
        continue;
      }
      if (!first) {
        if (c != ',') {
          return ODD;
        }
        i = skipBlanks(b, i + 1, to);
      }
      int nameStart = 0;
      int nameEnd = 0;
      if (inObject) {
        nameStart = i + 1;
        nameEnd = i < to && b[i] == '"' ? endOfString(b, nameStart, to) : ODD;
        if (nameEnd == ODD) {
          return ODD;
        }
        i = skipBlanks(b, nameEnd + 1, to);
        if (i >= to || b[i] != ':') {
          return ODD;
        }
        i = skipBlanks(b, i + 1, to);
      }
      if (i >= to) {
        return ODD;
      }
      c = b[i];
      first = false;
      if (c == '{' || c == '[') {
        int node = tape.add(c == '{' ? Kind.OBJECT : Kind.ARRAY, nameStart, nameEnd, i, i);
        if (++depth == MAX_DEPTH || node < 0) {
          return ODD;
        }
        parents[depth] = node;
        inObject = c == '{';
        first = true;
        i++;
      } else {
        i = scalar(tape, b, i, to, nameStart, nameEnd);
        if (i == ODD) {
          return ODD;
        }
      }
    }
  }

  private static int scalar(Tape tape, byte[] b, int at, int to, int nameStart, int nameEnd) {
    int start = at;
    int end;
    int after;
    Kind kind;
    switch (b[at]) {
      case '"' -> {
        kind = Kind.STRING;
        start = at + 1;
        end = endOfString(b, start, to);
        after = end + 1;
      }
      case 't' -> {
        kind = Kind.TRUE;
        end = after = endOfWord(b, at, to, "true");
      }
      case 'f' -> {
        kind = Kind.FALSE;
        end = after = endOfWord(b, at, to, "false");
      }
      case 'n' -> {
        kind = Kind.NULL;
        end = after = endOfWord(b, at, to, "null");
      }
      default -> {
        kind = Kind.NUMBER;
        end = after = endOfInteger(b, at, to);
      }
    }
    boolean added = end != ODD && tape.add(kind, nameStart, nameEnd, start, end) >= 0;
    return added ? after : ODD;
  }

  /// Where the closing quote is, if nothing but printable ASCII stands before it.
  static int endOfString(byte[] b, int from, int to) {
    int i = from;
    while (i + 8 <= to) {
      long word = Slices.word(b, i);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      long quotes = (quote - LOW) & ~quote;
      long backslashes = (backslash - LOW) & ~backslash;
      long controls = (word - BLANKS) & ~word;
      long found = (quotes | backslashes | controls | word) & HIGH;
      if (found != 0) {
        i += Long.numberOfTrailingZeros(found) >>> 3;
        return b[i] == '"' ? i : ODD;
      }
      i += 8;
    }
    for (; i < to; i++) {
      if (b[i] == '"') {
        return i;
      }
      if (b[i] < ' ' || b[i] == '\\') {
        return ODD;
      }
    }
    return ODD;
  }

  static int endOfInteger(byte[] b, int at, int to) {
    int first = b[at] == '-' ? at + 1 : at;
    int i = endOfDigits(b, first, to);
    boolean odd =
        i == first
            || i >= to
            || (b[first] == '0' && i > first + 1)
            || b[i] == '.'
            || b[i] == 'e'
            || b[i] == 'E';
    return odd ? ODD : i;
  }

  private static int endOfDigits(byte[] b, int from, int to) {
    int i = from;
    while (i + 8 <= to) {
      long word = Slices.word(b, i) ^ ZEROS;
      long others = (((word & ~HIGH) + BEYOND_NINE) | word) & HIGH;
      if (others != 0) {
        return i + (Long.numberOfTrailingZeros(others) >>> 3);
      }
      i += 8;
    }
    while (i < to && b[i] >= '0' && b[i] <= '9') {
      i++;
    }
    return i;
  }

  private static int endOfWord(byte[] b, int at, int to, String word) {
    if (at + word.length() > to) {
      return ODD;
    }
    for (int i = 1; i < word.length(); i++) {
      if (b[at + i] != word.charAt(i)) {
        return ODD;
      }
    }
    return at + word.length();
  }

  private static int skipBlanks(byte[] b, int from, int to) {
    int i = from;
    while (i < to && b[i] == ' ') {
      i++;
    }
    return i;
  }
}

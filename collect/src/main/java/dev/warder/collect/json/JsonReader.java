package dev.warder.collect.json;

import dev.warder.collect.text.Utf8;
import org.jspecify.annotations.Nullable;

/// Parses one JSON value at a time onto its [#tape]: machine-made JSON by [FastScanner], everything
/// else by [StrictParser]. Confined to one thread.
///
/// Bounds a failed value costs at most the bytes up to where its nesting exceeds the limit Errors
/// [#fault] after a negative answer; invalid UTF-8 is mended and told by [#repaired]
public final class JsonReader {
  private final Tape tape = new Tape();
  private final FastScanner scanner = new FastScanner();
  private final StrictParser strict;
  private final int maxDepth;
  private JsonFault fault = JsonFault.NOT_JSON;
  private boolean repaired;
  private boolean plain;

  public JsonReader(int maxDepth, int maxBytes) {
    this.maxDepth = maxDepth;
    strict = new StrictParser(maxDepth, maxBytes);
  }

  public Tape tape() {
    return tape;
  }

  /// Why the last parse failed.
  public JsonFault fault() {
    return fault;
  }

  /// Whether the last value is not what the bytes said, because they were no valid text.
  public boolean repaired() {
    return repaired;
  }

  /// Whether the last value stood on one line without white space; false if nobody looked.
  public boolean plain() {
    return plain;
  }

  /// Parses the value that starts at `from` and returns where it ends; if it is none, the negated
  /// offset up to which it was looked at, minus one.
  public int parse(byte[] bytes, int from, int to) {
    repaired = false;
    if (from < to && bytes[from] == '{') {
      int end = scanner.scan(tape, bytes, from, to);
      plain = end != FastScanner.ODD;
      if (plain) {
        return end;
      }
    }
    plain = false;
    int end = extent(bytes, from, to);
    if (end < 0) {
      return end;
    }
    JsonFault found = strictly(bytes, from, end);
    if (found != null) {
      fault = found;
      return -end - 1;
    }
    return end;
  }

  private @Nullable JsonFault strictly(byte[] bytes, int from, int to) {
    if (Utf8.firstInvalid(bytes, from, to) < 0) {
      JsonFault found = strict.parse(tape, bytes, from, to);
      repaired = strict.repaired();
      return found;
    }
    byte[] mended = Utf8.mended(bytes, from, to);
    JsonFault found = strict.parse(tape, mended, 0, mended.length);
    repaired = true;
    return found;
  }

  /// Where the value ends by its brackets and quotes alone.
  private int extent(byte[] bytes, int from, int to) {
    int depth = 0;
    int i = from;
    while (i < to) {
      switch (bytes[i]) {
        case '{', '[' -> {
          if (++depth > maxDepth) {
            return deep(bytes, i, to);
          }
        }
        case '}', ']' -> depth--;
        case '"' -> {
          i = endOfString(bytes, i + 1, to);
          if (i < 0) {
            return i;
          }
        }
        default -> {
          if (depth == 0) {
            return endOfScalar(bytes, i, to);
          }
        }
      }
      i++;
      if (depth <= 0) {
        return i;
      }
    }
    fault = JsonFault.CUT_SHORT;
    return -to - 1;
  }

  private int deep(byte[] bytes, int at, int to) {
    fault = JsonFault.TOO_DEEP;
    return -endOfLine(bytes, at, to) - 1;
  }

  private int endOfString(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      switch (bytes[i]) {
        case '"' -> {
          return i;
        }
        case '\\' -> i++;
        case '\n', 0 -> {
          fault = JsonFault.NOT_JSON;
          return -endOfLine(bytes, i, to) - 1;
        }
        default -> {}
      }
    }
    fault = JsonFault.CUT_SHORT;
    return -to - 1;
  }

  private static int endOfScalar(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to
        && (bytes[i] & 0xFF) > ' '
        && bytes[i] != ','
        && bytes[i] != ']'
        && bytes[i] != '}') {
      i++;
    }
    return Math.max(i, from + 1);
  }

  private static int endOfLine(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '\n') {
      i++;
    }
    return i;
  }
}

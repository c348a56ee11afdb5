package dev.warder.collect;

import dev.warder.collect.text.Slices;
import dev.warder.collect.text.Utf8;
import dev.warder.model.Activity;

/// Undoes the escapes of access logs (`\xHH`, `\"`, `\\`, `\n`, `\t`, `\r`) once and never twice.
/// Confined to one thread.
final class Unescaped {
  private byte[] buffer = new byte[256];
  private int size;

  /// How many of the bytes last returned count.
  int size() {
    return size;
  }

  String of(byte[] b, int from, int to) {
    byte[] text = bytes(b, from, to);
    return Slices.text(text, 0, size, Activity.MAX_TEXT);
  }

  /// The unescaped text as valid UTF-8, of which [#size] bytes count; good until the next call.
  byte[] bytes(byte[] b, int from, int to) {
    if (buffer.length < to - from) {
      buffer = new byte[to - from];
    }
    size = 0;
    int i = from;
    while (i < to) {
      int escape = b[i] == '\\' && i + 1 < to ? escaped(b, i + 1, to) : -1;
      if (escape < 0) {
        buffer[size++] = b[i++];
      } else {
        buffer[size++] = (byte) escape;
        i += b[i + 1] == 'x' ? 4 : 2;
      }
    }
    if (Utf8.firstInvalid(buffer, 0, size) >= 0) {
      buffer = Utf8.mended(buffer, 0, size);
      size = buffer.length;
    }
    return buffer;
  }

  private static int escaped(byte[] b, int at, int to) {
    return switch (b[at]) {
      case '"', '\\' -> b[at];
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'x' -> {
        int high = at + 2 < to ? Character.digit(b[at + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(b[at + 2], 16);
        yield low < 0 ? -1 : high * 16 + low;
      }
      default -> -1;
    };
  }
}

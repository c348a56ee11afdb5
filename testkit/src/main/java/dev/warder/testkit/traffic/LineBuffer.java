package dev.warder.testkit.traffic;

import java.io.IOException;
import java.io.OutputStream;

/// Collects lines as bytes and hands them on by the megabyte. Used by one thread; close or flush by
/// [#drain].
final class LineBuffer {
  private static final int CAPACITY_BYTES = 1 << 20;

  /// Longer than any line of this package.
  private static final int LINE_BYTES = 4_096;

  private final byte[] bytes = new byte[CAPACITY_BYTES];
  private final OutputStream out;
  private int size;

  LineBuffer(OutputStream out) {
    this.out = out;
  }

  LineBuffer put(Piece piece) {
    size += piece.copyTo(bytes, size);
    return this;
  }

  LineBuffer put(char c) {
    bytes[size++] = (byte) c;
    return this;
  }

  LineBuffer put(long number) {
    long rest = number;
    int digits = 1;
    for (long power = 10; power <= rest && digits < 18; power *= 10) {
      digits++;
    }
    size += digits;
    for (int at = size - 1; digits > 0; digits--, at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return this;
  }

  LineBuffer putTwoDigits(int number) {
    bytes[size++] = (byte) ('0' + number / 10);
    bytes[size++] = (byte) ('0' + number % 10);
    return this;
  }

  LineBuffer putHex(long number, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      int digit = (int) (number >>> shift) & 15;
      bytes[size++] = (byte) (digit < 10 ? '0' + digit : 'a' + digit - 10);
    }
    return this;
  }

  void endLine() throws IOException {
    put('\n');
    if (size > CAPACITY_BYTES - LINE_BYTES) {
      drain();
    }
  }

  void drain() throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }
}

package dev.warder.server.doctor;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A stream that ends after so many bytes.
final class Bounded extends FilterInputStream {
  private int left;

  Bounded(InputStream in, int most) {
    super(in);
    left = most;
  }

  @Override
  public int read() throws IOException {
    return left-- > 0 ? super.read() : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (left <= 0) {
      return -1;
    }
    int read = super.read(into, from, Math.min(length, left));
    left -= Math.max(0, read);
    return read;
  }
}

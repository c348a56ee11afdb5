package dev.warder.server.serve;

import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.zip.CRC32C;

/// Octets of any number without end or file: one block again and again.
final class Blocks extends InputStream {
  static final byte[] BLOCK = new byte[64 << 10];

  static {
    new Random(11).nextBytes(BLOCK);
  }

  private long left;
  private int at;

  Blocks(long octets) {
    left = octets;
  }

  @Override
  public int read() {
    if (left == 0) {
      return -1;
    }
    int one = BLOCK[at] & 0xff;
    step(1);
    return one;
  }

  @Override
  public int read(byte[] to, int from, int most) {
    if (left == 0) {
      return -1;
    }
    int length = (int) Math.min(Math.min(most, left), BLOCK.length - at);
    System.arraycopy(BLOCK, at, to, from, length);
    step(length);
    return length;
  }

  private void step(int length) {
    left -= length;
    at = (at + length) % BLOCK.length;
  }

  /// How many octets there are of it, and their sum, as [RealApi] says it.
  static String words(long octets) throws IOException {
    return words(new Blocks(octets));
  }

  /// The same of any stream, which is read to its end.
  static String words(InputStream in) throws IOException {
    CRC32C sum = new CRC32C();
    byte[] part = new byte[BLOCK.length];
    long octets = 0;
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      sum.update(part, 0, n);
      octets += n;
    }
    return RealApi.words(octets, sum);
  }
}

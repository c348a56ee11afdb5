package dev.warder.collect.unpack;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A source whose first bytes can be looked at and stay to be read.
final class PeekedSource implements ByteSource {
  private final ByteSource in;
  private byte[] head = new byte[0];
  private int used;

  PeekedSource(ByteSource in) {
    this.in = in;
  }

  /// The first bytes, fewer than `count` if there are no more. To be called once, before any read.
  byte[] peek(int count) {
    byte[] bytes = new byte[count];
    int size = 0;
    int got = in.read(bytes, 0, count);
    while (got > 0) {
      size += got;
      got = size < count ? in.read(bytes, size, count) : 0;
    }
    head = Arrays.copyOf(bytes, size);
    return head.clone();
  }

  @Override
  public int read(byte[] buffer, int from, int to) {
    if (used == head.length) {
      return in.read(buffer, from, to);
    }
    int size = Math.min(to - from, head.length - used);
    System.arraycopy(head, used, buffer, from, size);
    used += size;
    return size;
  }

  @Override
  public @Nullable Damage damage() {
    return in.damage();
  }
}

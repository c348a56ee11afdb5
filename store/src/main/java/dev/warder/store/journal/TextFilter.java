package dev.warder.store.journal;

import java.util.Arrays;

/// Tells of texts that they are surely not among some, by their hashes; immutable.
///
/// Bounds 10 bits a text; one in a hundred that is not among them seems to be Source B. H. Bloom,
/// Space/time trade-offs in hash coding with allowable errors, 1970
final class TextFilter {
  private static final int BITS_EACH = 10;
  private static final int PROBES = 6;

  private final long[] bits;

  private TextFilter(long[] bits) {
    this.bits = bits;
  }

  static TextFilter of(long[] hashes, int count) {
    long[] bits = new long[Math.max(1, (count * BITS_EACH + 63) / 64)];
    for (int i = 0; i < count; i++) {
      for (int probe = 0; probe < PROBES; probe++) {
        int bit = bit(hashes[i], probe, bits.length);
        bits[bit >>> 6] |= 1L << bit;
      }
    }
    return new TextFilter(bits);
  }

  static TextFilter ofBits(long[] bits) {
    return new TextFilter(bits);
  }

  boolean mayHold(long hash) {
    for (int probe = 0; probe < PROBES; probe++) {
      int bit = bit(hash, probe, bits.length);
      if ((bits[bit >>> 6] & (1L << bit)) == 0) {
        return false;
      }
    }
    return true;
  }

  long[] bits() {
    return bits.clone();
  }

  private static int bit(long hash, int probe, int words) {
    long mixed = hash + probe * ((hash >>> 32 | hash << 32) | 1);
    return (int) (((mixed >>> 33) * (words * 64L)) >>> 31);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextFilter filter && Arrays.equals(bits, filter.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits);
  }
}

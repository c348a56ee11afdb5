package dev.warder.collect.json;

import dev.warder.collect.text.Slices;

/// Where the values of one record are that its format cares for, each under a number of the
/// format's own. Reused from record to record and confined to one thread.
///
/// Bounds at most 63 slots, no allocation
public final class Slots {
  byte[] bytes = new byte[0];
  long present;
  final int[] from;
  final int[] to;

  /// @param count how many slots there are; their numbers go from 0
  public Slots(int count) {
    if (count >= Long.SIZE) {
      throw new IllegalArgumentException("more than 63 slots: " + count);
    }
    // One more for values that match but mean nothing.
    from = new int[count + 1];
    to = new int[count + 1];
  }

  /// Forgets all values; the next are slices of `source`.
  public void reset(byte[] source) {
    bytes = source;
    present = 0;
  }

  public void set(int slot, int start, int end) {
    from[slot] = start;
    to[slot] = end;
    present |= 1L << slot;
  }

  public boolean has(int slot) {
    return (present & (1L << slot)) != 0;
  }

  /// The slots of a set of bits that hold a value, as bits.
  public long presentOf(long slots) {
    return present & slots;
  }

  /// What all values are slices of.
  public byte[] bytes() {
    return bytes;
  }

  public int from(int slot) {
    return from[slot];
  }

  public int to(int slot) {
    return to[slot];
  }

  /// A whole number as [Slices#number] reads it; `otherwise` where there is none.
  public long number(int slot, long otherwise) {
    return has(slot) ? Slices.number(bytes, from[slot], to[slot], otherwise) : otherwise;
  }
}

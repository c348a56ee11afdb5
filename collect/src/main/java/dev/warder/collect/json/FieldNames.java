package dev.warder.collect.json;

import dev.warder.collect.text.Slices;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The field names that a format cares for, numbered; looks a name up without making a string.
///
/// Bounds at most 64 names, so that one `long` can say which were seen
public final class FieldNames {
  /// A name that is not among them.
  public static final int UNKNOWN = -1;

  private static final int SLOTS = 512;
  private static final int SHIFT = 64 - 9;

  private final long[] heads = new long[SLOTS];
  private final long[] tails = new long[SLOTS];
  private final byte[][] names = new byte[SLOTS][];
  private final int[] ids = new int[SLOTS];

  /// Numbers the names.
  ///
  /// @param names in the order of their numbers
  public FieldNames(List<String> names) {
    if (names.size() > Long.SIZE) {
      throw new IllegalArgumentException("more than 64 names");
    }
    Arrays.fill(ids, UNKNOWN);
    for (int id = 0; id < names.size(); id++) {
      byte[] name = names.get(id).getBytes(StandardCharsets.UTF_8);
      long head = Slices.head(name, 0, name.length);
      long tail = tail(name, 0, name.length);
      int slot = slot(head, tail, name.length);
      while (ids[slot] != UNKNOWN) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      ids[slot] = id;
      heads[slot] = head;
      tails[slot] = tail;
      this.names[slot] = name;
    }
  }

  /// Whether the slice is one of the names.
  public boolean isKnown(byte[] bytes, int from, int to) {
    return id(bytes, from, to) != UNKNOWN;
  }

  int id(byte[] bytes, int from, int to) {
    long head = Slices.head(bytes, from, to);
    long tail = tail(bytes, from, to);
    int slot = slot(head, tail, to - from);
    while (ids[slot] != UNKNOWN) {
      if (heads[slot] == head && tails[slot] == tail && isSame(names[slot], bytes, from, to)) {
        return ids[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return UNKNOWN;
  }

  /// Up to sixteen bytes, head, tail and length say all.
  private static boolean isSame(byte[] name, byte[] bytes, int from, int to) {
    return name.length == to - from
        && (name.length <= 16 || Arrays.equals(name, 0, name.length, bytes, from, to));
  }

  private static long tail(byte[] bytes, int from, int to) {
    return to - from > 8 ? Slices.word(bytes, to - 8) : 0;
  }

  private static int slot(long head, long tail, int length) {
    return (int) (Slices.mix(head ^ Long.rotateLeft(tail, 17) ^ length) >>> SHIFT);
  }
}

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
      int slot = slot(name, 0, name.length);
      while (ids[slot] != UNKNOWN) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      ids[slot] = id;
      this.names[slot] = name;
    }
  }

  int id(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    while (ids[slot] != UNKNOWN) {
      if (Arrays.equals(names[slot], 0, names[slot].length, bytes, from, to)) {
        return ids[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return UNKNOWN;
  }

  private static int slot(byte[] bytes, int from, int to) {
    long tail = to - from > 8 ? Slices.word(bytes, to - 8) : 0;
    long word = Slices.head(bytes, from, to) ^ Long.rotateLeft(tail, 17) ^ (to - from);
    return (int) (Slices.mix(word) >>> SHIFT);
  }
}

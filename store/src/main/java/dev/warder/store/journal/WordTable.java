package dev.warder.store.journal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Numbers of the texts that a block holds already. Confined to one thread.
///
/// Shape open addressing on the hash a text remembers; a slot counts only if its stamp is the
/// current one, so that a new block costs one addition Bounds [#MAX_WORDS] texts; at most
/// [#MAX_PROBES] slots are looked at, so that texts chosen to collide are not found, and no slower
final class WordTable {
  static final int MAX_WORDS = 4_096;
  static final int UNKNOWN = -1;

  private static final int BITS = 13;
  private static final int MAX_PROBES = 12;
  private static final int MASK = (1 << BITS) - 1;

  private final @Nullable String[] texts = new String[1 << BITS];
  private final int[] numbers = new int[1 << BITS];
  private final int[] stamps = new int[1 << BITS];
  private int stamp = 1;
  private int size;
  private boolean added;

  /// Forgets all texts.
  void clear() {
    stamp++;
    size = 0;
    if (stamp == 0) {
      Arrays.fill(stamps, 0);
      stamp = 1;
    }
  }

  /// Whether the last [#number] took the text in as a new one.
  boolean added() {
    return added;
  }

  int size() {
    return size;
  }

  /// The number of a text, which is taken in if there is room.
  ///
  /// @return from 0 on; [#UNKNOWN] if it is new and there is no room
  int number(String text) {
    added = false;
    int slot = (text.hashCode() * 0x9E3779B9) >>> (32 - BITS);
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      if (stamps[slot] != stamp) {
        if (size == MAX_WORDS) {
          return UNKNOWN;
        }
        stamps[slot] = stamp;
        texts[slot] = text;
        numbers[slot] = size;
        added = true;
        return size++;
      }
      if (text.equals(texts[slot])) {
        return numbers[slot];
      }
      slot = (slot + 1) & MASK;
    }
    return UNKNOWN;
  }
}

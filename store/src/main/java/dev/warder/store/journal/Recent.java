package dev.warder.store.journal;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The entries that were appended last, so that who follows close behind need not have them read,
/// decrypted and taken apart again. Not safe for use by many threads.
///
/// Bounds [#MOST] entries, and the weight that was declared
final class Recent {
  private static final int MOST = 1 << 14;

  private final int mostBytes;
  private final @Nullable Entry[] ring;

  /// Of each entry, so that nobody looks at one again that is going.
  private final long[] weights;

  private long first;
  private long next;
  private long weight;

  /// @param mostBytes weight of all, 0 to keep none
  Recent(int mostBytes) {
    this.mostBytes = mostBytes;
    ring = new Entry[mostBytes == 0 ? 0 : MOST];
    weights = new long[ring.length];
  }

  /// Takes the entry that was appended.
  ///
  /// @param number larger than all before
  void add(long number, Entry entry) {
    if (ring.length == 0) {
      return;
    }
    if (number != next) {
      clear();
      first = number;
    }
    if (number - first == ring.length) {
      drop();
    }
    ring[slot(number)] = entry;
    weights[slot(number)] = entry.weight();
    weight += weights[slot(number)];
    next = number + 1;
    while (weight > mostBytes) {
      drop();
    }
  }

  private void drop() {
    weight -= weights[slot(first)];
    ring[slot(first)] = null;
    first++;
  }

  private Entry at(long number) {
    return requireNonNull(ring[slot(number)], "an entry is missing");
  }

  private int slot(long number) {
    return (int) number & ring.length - 1;
  }

  /// Forgets all: what was appended is not certain to be in the journal.
  void clear() {
    Arrays.fill(ring, null);
    first = 0;
    next = 0;
    weight = 0;
  }

  /// Entries in order.
  ///
  /// @param from number of the first
  /// @param to number of the last
  /// @return none if the first is not here, else as many as are
  List<Entry> range(long from, long to) {
    long end = Math.min(next, to + 1);
    if (from < first || from >= end) {
      return List.of();
    }
    Entry[] some = new Entry[(int) (end - from)];
    for (int i = 0; i < some.length; i++) {
      some[i] = at(from + i);
    }
    return Arrays.asList(some);
  }
}

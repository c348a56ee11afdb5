package dev.warder.engine.inventory;

import java.util.Arrays;

/// Which number stands for an operation now, after operations turned out to be the same. Confined
/// to the inventory's thread.
final class Aliases {
  private int[] next = new int[256];

  /// A new number, which stands for itself.
  void add(int id) {
    if (id >= next.length) {
      next = Arrays.copyOf(next, Math.max(id + 1, next.length * 2));
    }
    next[id] = id;
  }

  void set(int absorbed, int kept) {
    next[absorbed] = kept;
  }

  int of(int id) {
    int current = id;
    while (next[current] != current) {
      current = next[current];
    }
    return current;
  }
}

package dev.warder.engine.inventory;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
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

  /// Writes what stands for each number now; the way there is not needed any more.
  ///
  /// @param size how many numbers there are
  void save(StateWriter out, int size) {
    for (int id = 0; id < size; id++) {
      out.number(of(id));
    }
  }

  void restore(StateReader in, int size) throws StateException {
    for (int id = 0; id < size; id++) {
      add(id);
      next[id] = in.number(size - 1);
    }
    for (int id = 0; id < size; id++) {
      in.require(next[next[id]] == next[id], "an operation that is no other one's name");
    }
  }
}

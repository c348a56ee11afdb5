package dev.warder.engine.profile;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A few texts, looked through one by one: with at most some dozen of them that costs less room and
/// time than a hash table.
///
/// Bounds at most as many as it was made for; further ones are not taken
final class SmallSet {
  private final int most;
  private @Nullable String[] values = new @Nullable String[1];
  private int size;

  SmallSet(int most) {
    this.most = most;
  }

  void add(String value) {
    if (size == most || contains(value)) {
      return;
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.min(most, 2 * size));
    }
    values[size++] = value;
  }

  boolean contains(String value) {
    for (int i = 0; i < size; i++) {
      if (value.equals(values[i])) {
        return true;
      }
    }
    return false;
  }
}

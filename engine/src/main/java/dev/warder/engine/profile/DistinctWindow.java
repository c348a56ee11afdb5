package dev.warder.engine.profile;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How many different things were seen lately.
///
/// Bounds the last [#MAX] things; more count as [#MAX]
public final class DistinctWindow {
  private static final int MAX = 64;

  private final Object key;

  /// Things and when each was seen last, the one seen longest ago first.
  private @Nullable String[] values = new @Nullable String[2];

  private long[] times = new long[2];
  private int size;

  /// @param key what it is kept under
  DistinctWindow(Object key) {
    this.key = key;
  }

  Object key() {
    return key;
  }

  /// Notes a value; gives the number of different values within the window that ends now.
  public int add(String value, long timeMicros, long withinMicros) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (times[i] >= timeMicros - withinMicros && !value.equals(values[i])) {
        move(i, kept++);
      }
    }
    Arrays.fill(values, kept, size, null);
    size = kept;
    append(value, timeMicros);
    return size;
  }

  /// What stays where it is gives the collector nothing to do.
  private void move(int from, int to) {
    if (from != to) {
      values[to] = values[from];
      times[to] = times[from];
    }
  }

  private void append(String value, long timeMicros) {
    if (size == MAX) {
      size--;
      System.arraycopy(values, 1, values, 0, size);
      System.arraycopy(times, 1, times, 0, size);
    } else if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
    }
    values[size] = value;
    times[size++] = timeMicros;
  }

  /// When something was seen last.
  long lastMicros() {
    return size == 0 ? Long.MIN_VALUE : times[size - 1];
  }

  void save(StateWriter out) {
    out.number(size);
    for (int i = 0; i < size; i++) {
      out.text(requireNonNull(values[i]));
      out.signed(times[i]);
    }
  }

  static DistinctWindow restore(StateReader in, Object key) throws StateException {
    DistinctWindow window = new DistinctWindow(key);
    int size = in.size(MAX);
    for (int i = 0; i < size; i++) {
      window.append(in.text(), in.signed());
    }
    return window;
  }
}

package dev.warder.keys.table;

import static java.util.Objects.requireNonNull;

/// One place of a [KeyTable]: an id that stays, and what is known of it at present.
///
/// Guarantees reading and replacing are atomic and in one order for all threads
///
/// @param <T> what is known, immutable
public final class Cell<T> {
  private final long high;
  private final long low;
  private final int serial;
  private volatile T value;

  Cell(long high, long low, int serial, T value) {
    this.high = high;
    this.low = low;
    this.serial = serial;
    this.value = requireNonNull(value, "value is null");
  }

  /// Place in the order in which ids came in, from 0, without gaps.
  public int serial() {
    return serial;
  }

  public T value() {
    return value;
  }

  /// Replaces what is known. Only the writer of the table may.
  public void replace(T newValue) {
    value = requireNonNull(newValue, "newValue is null");
  }

  boolean is(long otherHigh, long otherLow) {
    return high == otherHigh && low == otherLow;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }
}

package dev.warder.collect.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Remembers what several byte slices together stood for, so that what repeats is made once: one
/// look-up instead of one for each. Confined to one thread.
///
/// Use [#start], then [#add] each slice, then [#find]; if that is null, make the value and [#keep]
/// it
///
/// Bounds a fixed number of slots, each of at most [#MAX_KEY] bytes of key; longer ones are never
/// found. A newcomer takes the slot of whoever was there, so what is made of the slices must be a
/// pure function of them
///
/// @param <T> what the slices are read as
public final class TupleCache<T> {
  private static final int STRIDE = 256;
  private static final int MAX_KEY = STRIDE - 2;

  /// Per slot the key's length in one byte, then the key.
  private final byte[] keys;

  private final @Nullable Object[] values;
  private final int shift;
  private final byte[] key = new byte[STRIDE];
  private int length;
  private int slot;

  /// A cache that is empty.
  ///
  /// @param bits logarithm of the number of slots
  public TupleCache(int bits) {
    keys = new byte[STRIDE << bits];
    values = new @Nullable Object[1 << bits];
    shift = 64 - bits;
  }

  public void start() {
    length = 0;
  }

  /// Adds a slice to the key, under a number that tells which of the slices it is.
  public void add(int number, byte[] bytes, int from, int to) {
    int size = to - from;
    if (size > MAX_KEY - 3 - length) {
      length = STRIDE;
      return;
    }
    key[length] = (byte) number;
    key[length + 1] = (byte) size;
    System.arraycopy(bytes, from, key, length + 2, size);
    length += size + 2;
  }

  /// What was kept for this key; null if nothing was, or the key is too long.
  @SuppressWarnings("unchecked")
  public @Nullable T find() {
    if (length > MAX_KEY) {
      return null;
    }
    slot = (int) (Slices.hash(key, 0, length) >>> shift);
    int at = slot * STRIDE;
    boolean same =
        values[slot] != null
            && keys[at] == (byte) length
            && Arrays.equals(keys, at + 1, at + 1 + length, key, 0, length);
    return same ? (T) values[slot] : null;
  }

  /// Keeps what the key of the last [#find] stands for.
  public T keep(T value) {
    if (length <= MAX_KEY) {
      int at = slot * STRIDE;
      keys[at] = (byte) length;
      System.arraycopy(key, 0, keys, at + 1, length);
      values[slot] = value;
    }
    return value;
  }
}

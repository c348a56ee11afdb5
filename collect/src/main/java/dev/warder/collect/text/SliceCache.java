package dev.warder.collect.text;

import dev.warder.model.Activity;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Remembers what byte slices stood for, so that what repeats is made once. Confined to one thread.
///
/// Bounds a fixed number of slots, each a slice of limited length, kept in line so that a hit
/// touches few cache lines; longer slices are read each time. A newcomer takes the slot of whoever
/// was there, so what it answers never depends on what it saw before
///
/// @param <T> what a slice is read as
public final class SliceCache<T> {
  private static final int STRIDE = 128;

  /// Per slot the key's length, then the key.
  private final byte[] keys;

  private final @Nullable Object[] values;
  private final int stride;
  private final int shift;
  private final Reading<T> reading;

  /// What to make of a slice; must be pure.
  ///
  /// @param <T> what a slice is read as
  @FunctionalInterface
  public interface Reading<T> {
    T read(byte[] bytes, int from, int to);

    /// Of its text, cut to [Activity#MAX_TEXT].
    static <T> Reading<T> ofText(Function<String, T> reading) {
      return (bytes, from, to) -> reading.apply(Slices.text(bytes, from, to, Activity.MAX_TEXT));
    }
  }

  /// A cache that is empty.
  ///
  /// @param bits logarithm of the number of slots
  /// @param maxBytes how long a slice may be to be remembered, at most 255
  /// @param reading applied once per newcomer
  public SliceCache(int bits, int maxBytes, Reading<T> reading) {
    stride = maxBytes + 1;
    keys = new byte[stride << bits];
    values = new @Nullable Object[1 << bits];
    shift = 64 - bits;
    this.reading = reading;
  }

  /// A cache of slices of the usual length.
  public SliceCache(int bits, Reading<T> reading) {
    this(bits, STRIDE - 1, reading);
  }

  /// What a slice of UTF-8 is read as.
  @SuppressWarnings("unchecked")
  public T get(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= stride) {
      return reading.read(bytes, from, to);
    }
    int slot = (int) (Slices.hash(bytes, from, to) >>> shift);
    int key = slot * stride;
    Object known = values[slot];
    if (keys[key] == (byte) length
        && known != null
        && Arrays.equals(keys, key + 1, key + 1 + length, bytes, from, to)) {
      return (T) known;
    }
    T made = reading.read(bytes, from, to);
    keys[key] = (byte) length;
    System.arraycopy(bytes, from, keys, key + 1, length);
    values[slot] = made;
    return made;
  }
}

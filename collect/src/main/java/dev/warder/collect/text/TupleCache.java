package dev.warder.collect.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Remembers what several byte slices together stood for, so that what repeats is made once: one
/// look-up instead of one for each. Confined to one thread.
///
/// Use [#start], then [#add] each slice, then [#find]; if that is null, make the value and [#keep]
/// it
///
/// Bounds a fixed number of slots in pairs, each of at most [#MAX_WORDS] words of key; longer ones
/// are never found. A newcomer takes the slot of whoever of the pair came first, so what is made of
/// the slices must be a pure function of them
///
/// @param <T> what the slices are read as
public final class TupleCache<T> {
  /// Which slices there are, and the sizes of up to sixteen of them.
  private static final int HEADER = 3;

  private static final int MAX_SLICES = 16;
  private static final int MAX_SIZE = 255;
  private static final int MAX_WORDS = 40;
  private static final int TOO_LONG = MAX_WORDS + 1;

  /// Per slot its key: the header, then the slices, each from a word of its own on.
  private final long[] keys;

  private final @Nullable Object[] values;
  private final int shift;
  private final long[] key = new long[MAX_WORDS];
  private int length;
  private int slices;
  private long hash;
  private int slot;

  /// A cache that is empty.
  ///
  /// @param bits logarithm of the number of slots
  public TupleCache(int bits) {
    keys = new long[MAX_WORDS << bits];
    values = new @Nullable Object[1 << bits];
    shift = 64 - bits;
  }

  public void start() {
    length = HEADER;
    slices = 0;
    hash = 0;
    Arrays.fill(key, 0, HEADER, 0);
  }

  /// Adds a slice to the key.
  ///
  /// @param number which of the slices it is, 0 to 63, each at most once
  public void add(int number, byte[] bytes, int from, int to) {
    int size = to - from;
    if (size > MAX_SIZE || slices == MAX_SLICES || length + ((size + 7) >>> 3) > MAX_WORDS) {
      length = TOO_LONG;
      return;
    }
    key[0] |= 1L << number;
    key[1 + (slices >>> 3)] |= (long) size << ((slices & 7) << 3);
    slices++;
    long mixed = hash;
    int end = length;
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long word = Slices.word(bytes, at);
      key[end++] = word;
      mixed = Slices.mix(mixed ^ word);
    }
    if (at < to) {
      long word = Slices.head(bytes, at, to);
      key[end++] = word;
      mixed = Slices.mix(mixed ^ word);
    }
    length = end;
    hash = mixed;
  }

  /// What was kept for this key; null if nothing was, or the key is too long.
  public @Nullable T find() {
    if (length > MAX_WORDS) {
      return null;
    }
    slot = (int) (Slices.mix(hash ^ key[0] ^ key[1] ^ key[2]) >>> shift);
    return isAt(slot) ? value(slot) : isAt(slot ^ 1) ? value(slot ^ 1) : null;
  }

  private boolean isAt(int slot) {
    int at = slot * MAX_WORDS;
    return keys[at] == key[0]
        && values[slot] != null
        && Arrays.equals(keys, at, at + length, key, 0, length);
  }

  @SuppressWarnings("unchecked")
  private @Nullable T value(int slot) {
    return (T) values[slot];
  }

  /// Keeps what the key of the last [#find] stands for.
  public T keep(T value) {
    if (length <= MAX_WORDS) {
      if (values[slot] != null) {
        System.arraycopy(keys, slot * MAX_WORDS, keys, (slot ^ 1) * MAX_WORDS, MAX_WORDS);
        values[slot ^ 1] = values[slot];
      }
      System.arraycopy(key, 0, keys, slot * MAX_WORDS, length);
      values[slot] = value;
    }
    return value;
  }
}

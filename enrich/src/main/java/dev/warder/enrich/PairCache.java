package dev.warder.enrich;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A bounded memory of what a pure function of two texts gave, so that equal calls share one
/// object.
///
/// Each pair has two places; a new pair takes the first and moves what was there to the second. Any
/// thread may use it without a lock: an entry is immutable, so a race costs at worst a second
/// computation of the same value.
///
/// - Bounds: `2 * sets` entries for ever; pairs longer than [#MAX_KEY_CHARS] are not remembered; a
///   hit allocates nothing
final class PairCache<V> {

  static final int MAX_KEY_CHARS = 1_024;

  private final @Nullable Entry<V>[] entries;
  private final int setMask;
  private final BiFunction<String, String, V> function;

  /// @param sets a power of two
  PairCache(int sets, BiFunction<String, String, V> function) {
    if (Integer.bitCount(sets) != 1) {
      throw new IllegalArgumentException("sets is not a power of two: " + sets);
    }
    this.entries = entries(2 * sets);
    this.setMask = sets - 1;
    this.function = function;
  }

  V get(String first, String second) {
    int place = (spread(31 * first.hashCode() + second.hashCode()) & setMask) << 1;
    for (int way = place; way < place + 2; way++) {
      Entry<V> entry = entries[way];
      if (entry != null && entry.first.equals(first) && entry.second.equals(second)) {
        return entry.value;
      }
    }
    V value = function.apply(first, second);
    if (first.length() + second.length() <= MAX_KEY_CHARS) {
      entries[place + 1] = entries[place];
      entries[place] = new Entry<>(first, second, value);
    }
    return value;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9e37_79b9;
    return mixed ^ mixed >>> 16;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type can only be made raw
  private static <V> @Nullable Entry<V>[] entries(int size) {
    return new Entry[size];
  }

  private record Entry<V>(String first, String second, V value) {}
}

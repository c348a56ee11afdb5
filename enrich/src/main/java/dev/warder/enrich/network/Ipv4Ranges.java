package dev.warder.enrich.network;

/// IPv4 addresses at which the network changes, ordered, with an index by the first 16 bits.
///
/// Immutable, so any thread may look up.
///
///     bucket[0x0808] .. bucket[0x0809]  ->  lows    0x0800 0x0808 0x0809   (last 16 bits of starts)
///                                           entries    .      .      .     (value from there on)
///
/// - Units: an entry is a [NetworkTable] handle, 0 for nothing known
/// - Bounds: 6 bytes per boundary and 256 KiB of index; O(log bucket), no allocation
final class Ipv4Ranges {

  private static final int BUCKETS = 1 << 16;

  private final int[] buckets = new int[BUCKETS + 1];
  private final char[] lows;
  private final int[] entries;

  /// @param starts ascending as unsigned numbers, owned by this object from here on
  /// @param entries value from the start at the same index up to the next, owned likewise
  Ipv4Ranges(int[] starts, int[] entries) {
    this.entries = entries;
    this.lows = new char[starts.length];
    int bucket = 0;
    for (int i = 0; i < starts.length; i++) {
      lows[i] = (char) starts[i];
      int target = starts[i] >>> 16;
      while (bucket < target) {
        buckets[++bucket] = i;
      }
    }
    while (bucket < BUCKETS) {
      buckets[++bucket] = starts.length;
    }
  }

  int find(int address) {
    int low = buckets[address >>> 16];
    int high = buckets[(address >>> 16) + 1];
    int key = address & 0xffff;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (lows[middle] <= key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : entries[low - 1];
  }

  int size() {
    return entries.length;
  }

  /// The starts, for a writer of the table.
  int[] starts() {
    int[] starts = new int[lows.length];
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      for (int i = buckets[bucket]; i < buckets[bucket + 1]; i++) {
        starts[i] = bucket << 16 | lows[i];
      }
    }
    return starts;
  }

  int entry(int index) {
    return entries[index];
  }
}

package dev.warder.enrich.network;

import dev.warder.model.network.IpAddress;

/// IPv6 addresses at which the network changes, ordered.
///
/// Immutable, so any thread may look up.
///
/// - Units: an entry is a [NetworkTable] handle, 0 for nothing known
/// - Bounds: 20 bytes per boundary; O(log n), no allocation
final class Ipv6Ranges {

  private final long[] highs;
  private final long[] lows;
  private final int[] entries;

  /// The arrays hold the halves of the starts, ascending as unsigned 128-bit numbers, and the value
  /// from each start up to the next; this object owns them from here on.
  Ipv6Ranges(long[] highs, long[] lows, int[] entries) {
    this.highs = highs;
    this.lows = lows;
    this.entries = entries;
  }

  int find(long high, long low) {
    int from = 0;
    int to = highs.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (isAtOrBefore(middle, high, low)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from == 0 ? 0 : entries[from - 1];
  }

  private boolean isAtOrBefore(int index, long high, long low) {
    int byHigh = Long.compareUnsigned(highs[index], high);
    return byHigh < 0 || (byHigh == 0 && Long.compareUnsigned(lows[index], low) <= 0);
  }

  int size() {
    return entries.length;
  }

  IpAddress start(int index) {
    return new IpAddress(highs[index], lows[index]);
  }

  int entry(int index) {
    return entries[index];
  }
}

package dev.warder.benchmarks.engine;

import java.lang.ref.Reference;

/// Memory that is reachable. Wants a collector that has left nothing dead when `System.gc` returns:
/// the serial one, with `-XX:MarkSweepAlwaysCompactCount=1`, without which it may leave up to a
/// twentieth of the heap uncompacted and counted as used.
final class Heap {
  private Heap() {}

  /// Bytes in use after a full collection.
  static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// Bytes more in use than before, with this object held.
  static long grown(long before, Object held) {
    try {
      return used() - before;
    } finally {
      Reference.reachabilityFence(held);
    }
  }
}

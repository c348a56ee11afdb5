package dev.warder.gateway;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

/// What the buffers of connections take.
final class BufferMemory {
  private BufferMemory() {}

  /// Octets outside the heap that the allocator of all connections has.
  static long usedBytes() {
    if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider counted) {
      return counted.metric().usedDirectMemory();
    }
    throw new IllegalStateException("the allocator does not count");
  }
}

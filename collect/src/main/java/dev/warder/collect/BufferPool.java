package dev.warder.collect;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;

/// Buffers for blocks, used again and again because they are large. Safe for all threads.
///
/// Bounds as many buffers as were ever in use at a time
final class BufferPool {
  private final int bytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<byte[]> free = new ArrayDeque<>();

  BufferPool(int bytes) {
    this.bytes = bytes;
  }

  byte[] take() {
    lock.lock();
    try {
      byte[] buffer = free.poll();
      return buffer == null ? new byte[bytes] : buffer;
    } finally {
      lock.unlock();
    }
  }

  void give(byte[] buffer) {
    lock.lock();
    try {
      free.push(buffer);
    } finally {
      lock.unlock();
    }
  }
}

package dev.warder.collect.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A file or standard input as it is, counting what it reads.
public final class StreamSource implements ByteSource {
  private final InputStream in;
  private final AtomicLong counter;
  private long total;
  private @Nullable Damage damage;

  /// A source of what `in` gives.
  ///
  /// @param counter shared by all sources of a run
  public StreamSource(InputStream in, AtomicLong counter) {
    this.in = in;
    this.counter = counter;
  }

  @Override
  public int read(byte[] buffer, int from, int to) {
    try {
      int size = in.read(buffer, from, to - from);
      if (size <= 0) {
        return 0;
      }
      total += size;
      counter.addAndGet(size);
      return size;
    } catch (IOException _) {
      damage = Damage.UNREADABLE;
      return 0;
    }
  }

  /// Bytes read from below so far.
  long total() {
    return total;
  }

  @Override
  public @Nullable Damage damage() {
    return damage;
  }
}

package dev.warder.keys.verify;

import dev.warder.policy.rate.Rate;
import dev.warder.policy.rate.TokenBucket;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Token buckets by tag, each one number. Any thread takes from them.
///
///     set   [ tag state | tag state | ... ]   8 places each, chosen by the tag
///
/// Bounds 16 bytes a bucket; as many as were asked for. Where a ninth bucket needs room in a set the
/// one that is full again soonest is given up and begins anew when it is asked for again; nearly
/// always it is full by then. [#crowded] counts where it was not
///
/// Guarantees of a bucket that was not given up no call is let through beyond its rate, whatever the
/// threads
final class BucketTable {
  private static final int WAYS = 8;

  private final AtomicLongArray cells;
  private final int setMask;
  private final LongAdder crowded = new LongAdder();

  /// Full buckets.
  ///
  /// @param bits room for 2^bits buckets, at least 8
  BucketTable(int bits) {
    cells = new AtomicLongArray(2 << bits);
    setMask = (1 << bits) / WAYS - 1;
  }

  /// Takes one out of a bucket.
  ///
  /// @param tag who it belongs to, as [#tag] makes it
  /// @return 0 if there was one, else in how many microseconds there will be
  long take(long tag, Rate rate, long nowMicros) {
    int place = place(tag);
    while (true) {
      long before = cells.get(place + 1);
      long after = TokenBucket.take(before, rate, nowMicros);
      if (after == before || cells.compareAndSet(place + 1, before, after)) {
        return TokenBucket.isRefused(after)
            ? Math.max(1, TokenBucket.waitMicros(after, rate, nowMicros))
            : 0;
      }
    }
  }

  /// In how many microseconds one could be taken out of a bucket; 0 if now. Takes none.
  long waitMicros(long tag, Rate rate, long nowMicros) {
    int set = set(tag);
    for (int i = set; i < set + WAYS * 2; i += 2) {
      if (cells.get(i) == tag) {
        return TokenBucket.waitMicros(cells.get(i + 1), rate, nowMicros);
      }
    }
    return 0;
  }

  /// How often a bucket was given up that may not have been full.
  long crowded() {
    return crowded.sum();
  }

  /// A tag that is spread over all sets.
  static long tag(long hash) {
    long mixed = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
    mixed ^= mixed >>> 29;
    return mixed == 0 ? 1 : mixed;
  }

  private int set(long tag) {
    return ((int) (tag >>> 40) & setMask) * WAYS * 2;
  }

  private int place(long tag) {
    int set = set(tag);
    while (true) {
      int soonest = set;
      long least = Long.MAX_VALUE;
      for (int i = set; i < set + WAYS * 2; i += 2) {
        long found = cells.get(i);
        if (found == tag) {
          return i;
        }
        long state = found == 0 ? -1 : cells.get(i + 1);
        if (state < least) {
          least = state;
          soonest = i;
        }
      }
      long given = cells.get(soonest);
      if ((given == 0 || least >= 0) && cells.compareAndSet(soonest, given, tag)) {
        if (given != 0) {
          crowded.increment();
          cells.set(soonest + 1, TokenBucket.FULL);
        }
        return soonest;
      }
    }
  }
}

package dev.warder.keys.verify;

import dev.warder.policy.Buckets;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.rate.Limit;
import dev.warder.policy.rate.Rate;
import dev.warder.policy.rate.TokenBucket;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// The token buckets of all limits, each one number. Any thread takes from them.
///
///     set   [ tag state | tag state | ... ]   8 places each, chosen by the hash of limit and owner
///
/// Bounds 16 bytes a bucket; as many as were asked for, whatever the number of keys. Where a ninth
/// bucket needs room in a set the one that is full again soonest is given up and begins anew when it
/// is asked for again; nearly always it is full by then. [#crowded] counts where it was not
///
/// Guarantees of a bucket that was not given up no call is let through beyond its rate, whatever the
/// threads
public final class Meters implements Buckets {
  private static final int WAYS = 8;

  private final AtomicLongArray cells;
  private final int setMask;
  private final long seed;
  private final LongAdder crowded = new LongAdder();

  /// Full buckets.
  ///
  /// @param bits room for 2^bits buckets, at least 8
  /// @param seed any number that callers cannot know
  public Meters(int bits, long seed) {
    cells = new AtomicLongArray(2 << bits);
    setMask = (1 << bits) / WAYS - 1;
    this.seed = seed;
  }

  @Override
  public long take(Limit limit, KeyFacts key, long nowMicros) {
    long tag = tag(limit, key);
    int place = place(tag);
    Rate rate = limit.rate();
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

  /// How often a bucket was given up that may not have been full.
  public long crowded() {
    return crowded.sum();
  }

  private int place(long tag) {
    int set = ((int) (tag >>> 40) & setMask) * WAYS * 2;
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

  private long tag(Limit limit, KeyFacts key) {
    String owner = limit instanceof Limit.PerTenant ? key.tenant() : key.id();
    long hash = seed ^ limit.hashCode();
    for (int i = 0; i < owner.length(); i++) {
      hash = (hash ^ owner.charAt(i)) * 0x100000001B3L;
    }
    hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }
}

package dev.warder.keys.verify;

import dev.warder.policy.Buckets;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.rate.Limit;

/// The token buckets of all limits. Any thread takes from them.
///
/// Bounds as many buckets as were asked for, whatever the number of keys; [BucketTable] says what
/// becomes of those that find no room
public final class Meters implements Buckets {
  private final BucketTable buckets;
  private final long seed;

  /// Full buckets.
  ///
  /// @param bits room for 2^bits buckets, at least 8
  /// @param seed any number that callers cannot know
  public Meters(int bits, long seed) {
    buckets = new BucketTable(bits);
    this.seed = seed;
  }

  @Override
  public long take(Limit limit, KeyFacts key, long nowMicros) {
    return buckets.take(tag(limit, key), limit.rate(), nowMicros);
  }

  /// How often a bucket was given up that may not have been full.
  public long crowded() {
    return buckets.crowded();
  }

  private long tag(Limit limit, KeyFacts key) {
    String owner = limit instanceof Limit.PerTenant ? key.tenant() : key.id();
    long hash = seed ^ limit.hashCode();
    for (int i = 0; i < owner.length(); i++) {
      hash = (hash ^ owner.charAt(i)) * 0x100000001B3L;
    }
    return BucketTable.tag(hash);
  }
}

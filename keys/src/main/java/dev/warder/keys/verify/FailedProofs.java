package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Source;
import dev.warder.model.network.IpAddress;
import dev.warder.policy.rate.Rate;

/// Counts signatures that were checked and did not hold, by the network they came from: an IPv4
/// address, or the 64 bits that one IPv6 network has. Checking one costs a hundred times what
/// anything else of a verdict does. Any thread counts.
///
/// Bounds 65,536 networks are counted, 1 MiB; [BucketTable] says what becomes of the others. As
/// many more are checked as threads check at one moment
///
/// Guarantees a signature that holds is not counted. Does not guarantee anything against who has
/// many networks, nor where nobody says which address a call came from
public final class FailedProofs {
  private static final int BITS = 16;
  private static final long NOBODY = 0;

  private final BucketTable buckets = new BucketTable(BITS);
  private volatile Rate rate;
  private final long seed;

  /// @param rate how many may fail
  /// @param seed any number that callers cannot know
  public FailedProofs(Rate rate, long seed) {
    this.rate = requireNonNull(rate, "rate is null");
    this.seed = seed;
  }

  /// Another number may fail from now on; what was counted stays.
  public void limit(Rate newRate) {
    rate = requireNonNull(newRate, "newRate is null");
  }

  /// In how many microseconds a signature from there is looked at again; 0 if now.
  public long waitMicros(Source source, long nowMicros) {
    long tag = tag(source);
    return tag == NOBODY ? 0 : buckets.waitMicros(tag, rate, nowMicros);
  }

  /// One from there did not hold.
  public void note(Source source, long nowMicros) {
    long tag = tag(source);
    if (tag != NOBODY) {
      long _ = buckets.take(tag, rate, nowMicros);
    }
  }

  private long tag(Source source) {
    IpAddress address = IpAddress.parse(source.address());
    if (address == null || address.isUnspecified()) {
      return NOBODY;
    }
    IpAddress host = address.networked();
    long network = host.isIpv4() ? host.low() : host.high();
    return BucketTable.tag(seed ^ network * 0x9E3779B97F4A7C15L);
  }
}

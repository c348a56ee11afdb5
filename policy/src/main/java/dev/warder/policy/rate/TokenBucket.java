package dev.warder.policy.rate;

/// A token bucket as arithmetic on one number, so that whoever counts can keep it in an atomic.
///
///     long before = cell.get();
///     long after = TokenBucket.take(before, rate, nowMicros);
///     if (after == before || cell.compareAndSet(before, after)) {
///       return TokenBucket.isRefused(after) ? TokenBucket.waitMicros(after, rate, nowMicros) : 0;
///     }
///
/// - Shape: 0 is a full bucket. Else bits 63..1 are the time at which the bucket is full again, in
///   1/2,048 µs since 2020-01-01 (as in GCRA, the theoretical arrival time), and bit 0 tells that
///   the last call was refused.
/// - Units: `nowMicros` in microseconds since the epoch, any number; before 2020 counts as 2020,
///   after 2091 as 2091
/// - Guarantees: in no stretch of time more calls than `burst + stretch * count / period` are let
///   through; who is let through at a state is also let through later. A clock that steps back
///   gives no calls, and nobody ever waits longer than one call takes to come back; when it steps
///   forth again that is time gone by, which fills a bucket but once.
/// - Bounds: the interval is rounded up to 1/2,048 µs, so that the rate is short by less than one
///   part in 2,000. No overflow and no throwing for any input; no allocation.
/// - Source: generic cell rate algorithm, ITU-T I.371
public final class TokenBucket {
  /// A bucket that nobody took from.
  public static final long FULL = 0;

  static final int FRACTION_BITS = 11;
  static final long ORIGIN_MICROS = 1_577_836_800_000_000L;
  static final long LAST_TICK = (1L << 62) - 1;

  private static final long REFUSED = 1;

  private TokenBucket() {}

  /// The state after a call came: with one call taken out if there was one.
  ///
  /// @param state what this answered for the call before, or [#FULL]
  public static long take(long state, Rate rate, long nowMicros) {
    long interval = rate.interval();
    long now = tick(nowMicros);
    long fullAt = fullAt(state, rate, now);
    if (fullAt - now > interval * (rate.burst() - 1L)) {
      return (fullAt << 1) | REFUSED;
    }
    return (Math.max(fullAt, now) + interval) << 1;
  }

  /// Whether the call that led to a state was refused.
  public static boolean isRefused(long state) {
    return (state & REFUSED) != 0;
  }

  /// How long a call must wait until one is there, in microseconds and rounded up; 0 if one is
  /// there.
  public static long waitMicros(long state, Rate rate, long nowMicros) {
    long now = tick(nowMicros);
    long wait = fullAt(state, rate, now) - now - rate.interval() * (rate.burst() - 1L);
    return wait <= 0 ? 0 : (wait + (1L << FRACTION_BITS) - 1) >>> FRACTION_BITS;
  }

  /// When the bucket is full again. No later than an empty one would be: it is only ever found so
  /// after the clock stepped back or the rate was changed.
  private static long fullAt(long state, Rate rate, long now) {
    long latest = now + rate.interval() * rate.burst();
    return Math.min(state >>> 1, latest);
  }

  private static long tick(long nowMicros) {
    long since = Math.max(nowMicros, ORIGIN_MICROS) - ORIGIN_MICROS;
    return Math.min(since, LAST_TICK >>> FRACTION_BITS) << FRACTION_BITS;
  }
}

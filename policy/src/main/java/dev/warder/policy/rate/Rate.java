package dev.warder.policy.rate;

import dev.warder.policy.text.Parsed;

/// How many calls in how long, and how many of them at once.
///
/// - Shape: `600/min`, `10/s burst 50`; without a burst as many at once as in one period
/// - Bounds: 1 to 1,000,000 calls per second, minute, hour or day; what a full burst takes to come
///   back is 31 days at most
///
/// @param count calls per period
/// @param period in which they come back, evenly
/// @param burst calls that may come at once
public record Rate(int count, Period period, int burst) {
  static final int MOST = 1_000_000;
  private static final long LONGEST_FILL_MICROS = 31L * 86_400_000_000L;

  public Rate {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count is " + count);
    }
    if (burst < 1 || burst > MOST || !isBounded(count, period, burst)) {
      throw new IllegalArgumentException("burst is " + burst);
    }
  }

  static boolean isBounded(int count, Period period, int burst) {
    return burst <= (LONGEST_FILL_MICROS << TokenBucket.FRACTION_BITS) / interval(count, period);
  }

  /// Time for one call to come back, rounded up, in [TokenBucket]'s unit.
  long interval() {
    return interval(count, period);
  }

  private static long interval(int count, Period period) {
    return Math.ceilDiv(period.micros() << TokenBucket.FRACTION_BITS, count);
  }

  /// Reads a rate, strictly.
  public static Parsed<Rate> parse(String text) {
    return new RateReader(text).rate();
  }

  /// Whether it never lets a call pass that another does not.
  boolean isNoFasterThan(Rate other) {
    return interval() >= other.interval() && burst <= other.burst;
  }

  @Override
  public String toString() {
    String steady = count + "/" + period.word();
    return burst == count ? steady : steady + " burst " + burst;
  }

  /// In how long.
  public enum Period {
    SECOND("s", 1_000_000L),
    MINUTE("min", 60_000_000L),
    HOUR("h", 3_600_000_000L),
    DAY("d", 86_400_000_000L);

    private final String word;
    private final long micros;

    Period(String word, long micros) {
      this.word = word;
      this.micros = micros;
    }

    public long micros() {
      return micros;
    }

    String word() {
      return word;
    }
  }
}

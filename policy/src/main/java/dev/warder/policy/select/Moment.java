package dev.warder.policy.select;

/// A point in time, or one that moves with the time of asking.
public sealed interface Moment {

  /// Microseconds since the epoch, when asked at a time.
  long micros(long nowMicros);

  /// An instant.
  ///
  /// @param atMicros microseconds since the epoch, from 1970 to the year 9999
  record At(long atMicros) implements Moment {
    static final long LATEST = 253_402_300_799_999_999L;

    public At {
      if (atMicros < 0 || atMicros > LATEST) {
        throw new IllegalArgumentException("atMicros is " + atMicros);
      }
    }

    /// The instant itself, or the nearest that can be written.
    static At nearest(long micros) {
      return new At(Math.clamp(micros, 0, LATEST));
    }

    @Override
    public long micros(long nowMicros) {
      return atMicros;
    }

    @Override
    public String toString() {
      return TimeText.instant(atMicros);
    }
  }

  /// So long before the time of asking.
  record Ago(long lengthMicros) implements Moment {
    public Ago {
      TimeText.checkLength(lengthMicros);
    }

    @Override
    public long micros(long nowMicros) {
      return nowMicros < Long.MIN_VALUE + lengthMicros ? Long.MIN_VALUE : nowMicros - lengthMicros;
    }

    @Override
    public String toString() {
      return TimeText.length(lengthMicros);
    }
  }

  /// So long after the time of asking.
  record Ahead(long lengthMicros) implements Moment {
    public Ahead {
      TimeText.checkLength(lengthMicros);
    }

    @Override
    public long micros(long nowMicros) {
      return nowMicros > Long.MAX_VALUE - lengthMicros ? Long.MAX_VALUE : nowMicros + lengthMicros;
    }

    @Override
    public String toString() {
      return TimeText.length(lengthMicros);
    }
  }
}

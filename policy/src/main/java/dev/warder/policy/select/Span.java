package dev.warder.policy.select;

import org.jspecify.annotations.Nullable;

/// From when to when calls count.
///
/// @param after the first moment that counts; null if there is none
/// @param before the first moment after it that no longer counts; null if there is none
public record Span(@Nullable Moment after, @Nullable Moment before) {
  /// Whenever a call was made.
  public static final Span ALWAYS = new Span(null, null);

  public Span {
    if (after instanceof Moment.Ahead || before instanceof Moment.Ahead) {
      throw new IllegalArgumentException("no call was made in the future");
    }
  }

  /// The first time that counts, microseconds since the epoch.
  public long fromMicros(long nowMicros) {
    return after == null ? Long.MIN_VALUE : after.micros(nowMicros);
  }

  /// The first time after that which no longer counts, microseconds since the epoch.
  public long toMicros(long nowMicros) {
    return before == null ? Long.MAX_VALUE : before.micros(nowMicros);
  }

  /// The same with its moments fixed as of a time.
  Span frozen(long nowMicros) {
    return new Span(
        after == null ? null : Moment.At.nearest(after.micros(nowMicros)),
        before == null ? null : Moment.At.nearest(before.micros(nowMicros)));
  }

  /// What follows the rest of a comparison in its one spelling; empty if all calls count.
  @Override
  public String toString() {
    return (after == null ? "" : " after " + after) + (before == null ? "" : " before " + before);
  }
}

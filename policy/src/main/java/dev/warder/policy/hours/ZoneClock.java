package dev.warder.policy.hours;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/// What clocks of a time zone show, precomputed for the years in which it is asked.
///
/// - Shape: seconds since the epoch at which the offset changes, and the offset from then on. What
///   lies outside the table is asked of the zone's own rules.
/// - Bounds: a binary search in two numbers per year; no allocation from 2020 to 2050
/// - Source: IANA time zone database as the JDK ships it
final class ZoneClock {
  private static final long DAY = 86_400;
  private static final long WEEK = 7 * DAY;

  /// 1970-01-01 was a Thursday; weeks begin on Monday.
  private static final long THURSDAY = 3 * DAY;

  private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2050-01-01T00:00:00Z");

  private final ZoneRules rules;
  private final long[] changes;
  private final int[] offsets;

  ZoneClock(ZoneId zone) {
    rules = zone.getRules();
    List<Long> times = new ArrayList<>(List.of(FROM.getEpochSecond()));
    List<Integer> after = new ArrayList<>(List.of(rules.getOffset(FROM).getTotalSeconds()));
    ZoneOffsetTransition next = rules.nextTransition(FROM);
    while (next != null && next.getInstant().isBefore(UNTIL)) {
      times.add(next.toEpochSecond());
      after.add(next.getOffsetAfter().getTotalSeconds());
      next = rules.nextTransition(next.getInstant());
    }
    changes = times.stream().mapToLong(Long::longValue).toArray();
    offsets = after.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Minutes since Monday 00:00 that clocks show, 0 to 10,079.
  int minuteOfWeek(long epochSeconds) {
    long local = epochSeconds + offset(epochSeconds);
    return (int) (Math.floorMod(local + THURSDAY, WEEK) / 60);
  }

  private int offset(long epochSeconds) {
    if (epochSeconds < changes[0] || epochSeconds >= UNTIL.getEpochSecond()) {
      return rules.getOffset(Instant.ofEpochSecond(epochSeconds)).getTotalSeconds();
    }
    int low = 0;
    int high = changes.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (changes[middle] <= epochSeconds) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return offsets[low];
  }
}

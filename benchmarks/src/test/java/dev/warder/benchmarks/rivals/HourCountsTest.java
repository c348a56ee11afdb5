package dev.warder.benchmarks.rivals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HourCountsTest {
  private static List<HourCounts> hours(KeyCall... calls) {
    List<HourCounts> hours = new ArrayList<>();
    HourCounts.each(List.of(calls), hours::add);
    return hours;
  }

  private static float log(int count) {
    return (float) Math.log1p(count);
  }

  @Test
  void countsAreThoseOfTheHour() {
    List<HourCounts> hours =
        hours(
            Calls.call(0, "k", "a", "GET /users", 200, 500),
            Calls.call(1, "k", "b", "GET /users", 404, 20),
            Calls.call(2, "k", "b", "GET /groups", 200, 480));

    assertThat(hours).hasSize(1);
    assertThat(hours.getFirst().point())
        .containsExactly(log(3), log(2), log(2), log(1), log(1_000), log(2));
    assertThat(hours.getFirst().last().millis()).isEqualTo(2);
  }

  @Test
  void keysAndHoursAreCountedApartAndEmptyHoursNotAtAll() {
    List<HourCounts> hours =
        hours(
            Calls.at(0, "k"),
            Calls.at(1, "other"),
            Calls.at(Calls.HOUR - 1, "k"),
            Calls.at(Calls.HOUR, "k"),
            Calls.at(9 * Calls.HOUR, "k"));

    assertThat(hours)
        .extracting(hour -> hour.last().credential() + " " + hour.point()[0])
        .containsExactly("k " + log(2), "other " + log(1), "k " + log(1), "k " + log(1));
  }
}

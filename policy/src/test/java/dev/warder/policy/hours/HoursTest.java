package dev.warder.policy.hours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.policy.text.Parsed;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HoursTest {
  private static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "America/New_York",
          "Australia/Lord_Howe",
          "Asia/Kolkata",
          "Africa/Casablanca",
          "Pacific/Apia",
          "UTC");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mon-Fri 08:00-18:00 Europe/Berlin",
        "Sat 22:00-06:00 UTC",
        "Fri-Mon 00:00-24:00 America/New_York",
        "Sun 23:59-00:00 Asia/Kolkata",
      })
  void windowReadsBackFromItsText(String text) {
    assertThat(Window.parse(text).orThrow()).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mon-Fri|8|write days, hours and a time zone",
        "Mon-Fri 08:00-18:00|20|write days, hours and a time zone",
        "Monday 08:00-18:00 UTC|1|write a day (Mon,",
        "Mon-Fry 08:00-18:00 UTC|5|write a day (Mon,",
        "Mon 8:00-18:00 UTC|5|write hours as 08:00-18:00",
        "Mon 08:00-18:60 UTC|11|write hours as 08:00-18:00",
        "Mon 24:00-18:00 UTC|5|write hours as 08:00-18:00",
        "Mon 08:00-25:00 UTC|11|write hours as 08:00-18:00",
        "Mon 08:00-24:01 UTC|11|write hours as 08:00-18:00",
        "Mon 08:00-08:00 UTC|5|write 00:00-24:00 for the whole day",
        "Mon 08:00-18:00 Europe/Berln|17|did you mean Europe/Berlin?",
        "Mon 08:00-18:00 CETT|17|is no time zone",
      })
  void whatIsNoWindowIsToldWithItsColumnAndWhatToWrite(String text, int column, String message) {
    assertThat(Window.parse(text))
        .isInstanceOfSatisfying(
            Parsed.Problem.class,
            problem -> {
              assertThat(problem.column()).isEqualTo(column);
              assertThat(problem.message()).contains(message);
            });
  }

  @ParameterizedTest
  @CsvSource({
    // clocks go from 02:00 to 03:00
    "2026-03-29T00:59:59Z,Sun 01:00-02:00 Europe/Berlin,true",
    "2026-03-29T01:00:00Z,Sun 01:00-02:00 Europe/Berlin,false",
    "2026-03-29T01:00:00Z,Sun 02:00-03:00 Europe/Berlin,false",
    "2026-03-29T01:00:00Z,Sun 03:00-04:00 Europe/Berlin,true",
    // clocks show 02:30 twice
    "2026-10-25T00:30:00Z,Sun 02:00-03:00 Europe/Berlin,true",
    "2026-10-25T01:30:00Z,Sun 02:00-03:00 Europe/Berlin,true",
    "2026-10-25T02:00:00Z,Sun 02:00-03:00 Europe/Berlin,false",
    // from one week into the next
    "2026-11-22T23:00:00Z,Sun 22:00-06:00 UTC,true",
    "2026-11-23T05:59:59Z,Sun 22:00-06:00 UTC,true",
    "2026-11-23T06:00:00Z,Sun 22:00-06:00 UTC,false",
    "2026-11-22T05:59:59Z,Sun 22:00-06:00 UTC,false",
  })
  void clocksOfTheZoneDecideOverEveryChange(String time, String window, boolean holds) {
    assertThat(hours(window).hold(micros(Instant.parse(time)))).isEqualTo(holds);
  }

  @Test
  void everyTimeIsDecidedAsByTheCalendar() {
    SplittableRandom random = new SplittableRandom(41);
    int held = 0;
    for (int round = 0; round < 400; round++) {
      Window window = window(random);
      Hours hours = Hours.of(List.of(window));
      for (int i = 0; i < 100; i++) {
        // 1995 to 2089: before, within and after the table
        Instant time = Instant.ofEpochSecond(random.nextLong(788_918_400L, 3_755_289_600L));
        boolean expected = holds(window, time.atZone(window.zone()));
        held += expected ? 1 : 0;
        assertThat(hours.hold(micros(time))).as("%s at %s", window, time).isEqualTo(expected);
      }
    }
    assertThat(held).isBetween(4_000, 36_000);
  }

  @Test
  void anyTimeAtAllIsDecided() {
    Hours hours = hours("Mon-Sun 00:00-24:00 Europe/Berlin");
    assertThat(hours.hold(Long.MIN_VALUE)).isTrue();
    assertThat(hours.hold(Long.MAX_VALUE)).isTrue();
    assertThat(hours.hold(-1)).isTrue();
    assertThat(Hours.ALWAYS.hold(0)).isTrue();
  }

  @Test
  void anyOfTheWindowsIsEnoughWhateverTheirZones() {
    Hours hours =
        Hours.parse(List.of("Mon 08:00-09:00 UTC", "Mon 08:00-09:00 Asia/Kolkata")).orThrow();
    assertThat(hours.hold(micros(Instant.parse("2026-11-23T08:30:00Z")))).isTrue();
    assertThat(hours.hold(micros(Instant.parse("2026-11-23T02:30:00Z")))).isTrue();
    assertThat(hours.hold(micros(Instant.parse("2026-11-23T05:30:00Z")))).isFalse();
  }

  @Test
  void tooManyWindowsAreRefused() {
    assertThat(Hours.parse(Collections.nCopies(65, "Mon 08:00-09:00 UTC")))
        .isInstanceOf(Parsed.Problem.class);
  }

  private static boolean holds(Window window, ZonedDateTime local) {
    int minute = local.getHour() * 60 + local.getMinute();
    boolean over = window.toMinute() <= window.fromMinute();
    boolean today = isDay(window, local.getDayOfWeek());
    boolean yesterday = isDay(window, local.getDayOfWeek().minus(1));
    return over
        ? (today && minute >= window.fromMinute()) || (yesterday && minute < window.toMinute())
        : today && minute >= window.fromMinute() && minute < window.toMinute();
  }

  private static boolean isDay(Window window, DayOfWeek day) {
    DayOfWeek at = window.firstDay();
    while (at != day && at != window.lastDay()) {
      at = at.plus(1);
    }
    return at == day;
  }

  private static Window window(SplittableRandom random) {
    int from = random.nextInt(1_440);
    int to = (from + 1 + random.nextInt(1_438)) % 1_440;
    return new Window(
        DayOfWeek.of(1 + random.nextInt(7)),
        DayOfWeek.of(1 + random.nextInt(7)),
        from,
        to,
        ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))));
  }

  private static Hours hours(String window) {
    return Hours.parse(List.of(window)).orThrow();
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000;
  }
}

package dev.warder.collect.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.collect.text.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimePatternTest {
  private static long micros(String pattern, String zone, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return TimePattern.of(pattern, zone).micros(bytes, 0, bytes.length);
  }

  @Test
  void randomTimesAreReadAsTheJdkReadsThem() {
    RandomGenerator random = new Random(11);
    List<String> patterns =
        List.of(
            "dd.MM.yyyy HH:mm:ss.SSS Z",
            "yyyy/MM/dd'T'HH-mm-ssXXX",
            "dd/MMM/yyyy:HH:mm:ss Z",
            "ss mm HH dd MMM yyyy SSSSSS XXX");
    for (int i = 0; i < 20_000; i++) {
      String pattern = patterns.get(i % patterns.size());
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(2_800_000_000L), random.nextInt(1_000_000) * 1_000L);
      String text =
          DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
              .format(time.atOffset(ZoneOffset.ofHoursMinutes(random.nextInt(-11, 12), 0)));
      long kept = pattern.contains("SSSSSS") ? 1 : pattern.contains("SSS") ? 1_000 : 1_000_000;
      long exact = time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
      assertThat(micros(pattern, "", text)).as(text).isEqualTo(exact - exact % kept);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2024-06-03 08:00:0, short",
    "2024-06-03 08:00:00Z, left over",
    "2024-06-03T08:00:00, another literal",
    "2024-13-03 08:00:00, no such month",
    "2024-02-30 08:00:00, no such day",
    "2024-06-03 25:00:00, no such hour",
    "20x4-06-03 08:00:00, no digit",
    "1969-06-03 08:00:00, before the epoch",
  })
  void whatIsNotThePatternIsNoTime(String text, String why) {
    assertThat(micros("yyyy-MM-dd HH:mm:ss", "UTC", text)).as(why).isEqualTo(Timestamps.NONE);
  }

  @Test
  void theDeclaredZoneHolds() {
    assertThat(micros("yyyy-MM-dd HH:mm:ss", "+02:00", "2024-06-03 10:00:00"))
        .isEqualTo(micros("yyyy-MM-dd HH:mm:ss", "UTC", "2024-06-03 08:00:00"))
        .isEqualTo(Instant.parse("2024-06-03T08:00:00Z").toEpochMilli() * 1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "yyyy-MM-dd HH:mm:ss, '', has no zone",
    "yyyy-MM-dd HH:mm:ssZ, UTC, has a zone already",
    "yyyy-MM-dd HH:mm, UTC, needs ss",
    "yyyy-MM-dd hh:mm:ss, UTC, hh is no part",
    "yyyy-MM-dd 'T HH:mm:ss, UTC, quote",
    "yyyy-MM-dd HH:mm:ss, Europe/Berlin, zone is not UTC",
    "yyyy-MM-MM-dd HH:mm:ss, UTC, exactly once",
  })
  void aPatternThatLeavesSomethingOpenIsRefused(String pattern, String zone, String why) {
    assertThatThrownBy(() -> TimePattern.of(pattern, zone)).hasMessageContaining(why);
  }
}

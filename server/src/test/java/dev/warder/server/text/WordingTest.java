package dev.warder.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordingTest {

  @Test
  void figuresAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(Wording.count(1_234_567)).isEqualTo("1,234,567");
      assertThat(Wording.decimal(12.35)).isEqualTo("12.4");
      assertThat(Wording.bytes(18_240)).isEqualTo("18.2 kB");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void unknownIsADashAndSmallSharesAreNotNothing() {
    assertThat(Wording.bytes(-1)).isEqualTo("–");
    assertThat(Wording.latency(-1)).isEqualTo("–");
    assertThat(Wording.minute(0)).isEqualTo("–");
    assertThat(Wording.percent(1, 1_000_000)).isEqualTo("< 0.1 %");
    assertThat(Wording.percent(0, 0)).isEqualTo("0 %");
  }

  @Test
  void durationsNameTheTwoLargestUnits() {
    assertThat(Wording.duration(Duration.ofMillis(40))).isEqualTo("40 ms");
    assertThat(Wording.duration(Duration.ofSeconds(395))).isEqualTo("6 min 35 s");
    assertThat(Wording.duration(Duration.ofHours(49))).isEqualTo("2 days 1 h");
    assertThat(Wording.duration(Duration.ofHours(24))).isEqualTo("1 day");
  }

  @Test
  void spansOfOneDayNameItOnce() {
    long noon = 1_793_707_200_000_000L;
    assertThat(Wording.span(noon, noon + 3_600_000_000L)).isEqualTo("2026-11-03 12:00–13:00");
    assertThat(Wording.span(noon, noon + 86_400_000_000L))
        .isEqualTo("2026-11-03 12:00 – 2026-11-04 12:00");
  }
}

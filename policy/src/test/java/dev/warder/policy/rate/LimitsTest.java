package dev.warder.policy.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.policy.text.Parsed;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LimitsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "600/min",
        "10/s burst 50",
        "1/d",
        "1000000/s",
        "10000/h per tenant",
        "10/s burst 50 per tenant",
        "5/min on POST /api/runCommand",
        "5/min burst 1 on * /on burst/{id}",
      })
  void limitReadsBackFromItsText(String text) {
    if (text.contains("on burst")) {
      assertThat(Limit.parse(text)).isInstanceOf(Parsed.Problem.class);
    } else {
      assertThat(Limit.parse(text).orThrow()).hasToString(text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fast|1|write how many calls in how long",
        "0/s|1|a number from 1 to 1000000",
        "1000001/s|1|a number from 1 to 1000000",
        "012/s|1|a number from 1 to 1000000",
        "5/m|3|write s, min, h or d",
        "5/min burst|3|write s, min, h or d",
        "5/min burst 0|13|the burst is a number",
        "5/min burst x per tenant|13|the burst is a number",
        "1/d burst 32|11|within 31 days",
        "5/min on POST|14|the path is missing",
        "5/min on get /a|10|methods are written in capitals",
        "5/min per key|3|write s, min, h or d",
      })
  void whatIsNoLimitIsToldWithItsColumnAndWhatToWrite(String text, int column, String message) {
    assertThat(Limit.parse(text))
        .isInstanceOfSatisfying(
            Parsed.Problem.class,
            problem -> {
              assertThat(problem.column()).isEqualTo(column);
              assertThat(problem.message()).contains(message);
            });
  }

  @Test
  void narrowestLimitsAreAskedFirst() {
    Limits limits =
        Limits.parse(List.of("9/s per tenant", "5/s", "1/s on GET /a", "5/s")).orThrow();
    assertThat(limits.entries())
        .extracting(Object::toString)
        .containsExactly("1/s on GET /a", "5/s", "9/s per tenant");
  }

  @Test
  void slowerIsWithinButPerTenantOnlyTheSameIsSinceAnotherIsAnotherBucket() {
    Limits wider = limits("10/s", "5/s on GET /a", "100/h per tenant");
    assertThat(limits("9/s", "5/s on GET /a", "100/h per tenant").areWithin(wider)).isTrue();
    assertThat(
            limits("9/s", "4/s on GET /a", "100/h per tenant", "9/h per tenant").areWithin(wider))
        .isTrue();
    assertThat(limits("9/s", "5/s on GET /a", "99/h per tenant").areWithin(wider)).isFalse();
    assertThat(limits("11/s", "5/s on GET /a", "100/h per tenant").areWithin(wider)).isFalse();
    assertThat(limits("9/s", "5/s on GET /b", "100/h per tenant").areWithin(wider)).isFalse();
  }

  private static Limits limits(String... texts) {
    return Limits.parse(List.of(texts)).orThrow();
  }

  @Test
  void tooManyLimitsAreRefused() {
    assertThat(Limits.parse(Collections.nCopies(17, "5/s"))).isInstanceOf(Parsed.Problem.class);
  }
}

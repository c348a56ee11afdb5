package dev.warder.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Parameter.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueShapesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|EMPTY",
        "true|BOOLEAN",
        "False|BOOLEAN",
        "17|INTEGER NUMBER",
        "-3|INTEGER NUMBER",
        "007|",
        "3.25|NUMBER",
        "1.2.3|",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8|UUID",
        "2026-10-05|DATE",
        "2026-13-05|",
        "2026-10-05T08:00:00Z|DATE_TIME",
        "jo@example.com|EMAIL",
        "jo@example|",
        "192.0.2.1|IP_ADDRESS",
        "192.0.2.256|",
        "2001:db8::1|IP_ADDRESS IPV6",
        "12:30:45|",
        "https://example.com/a?b=1|URI",
        "+49 30 901820|PHONE",
        "4111111111111111|INTEGER NUMBER LUHN",
        "4111 1111 1111 1111|LUHN",
        "4111111111111112|INTEGER NUMBER",
        "DE89 3704 0044 0532 0130 00|IBAN",
        "529.982.247-25|NATIONAL_ID",
        "12345678Z|NATIONAL_ID",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N|JWT",
        "hello|",
      })
  void formsAreTold(String value, String shapes) {
    List<String> told = new ArrayList<>();
    for (ValueShape shape : ValueShape.values()) {
      if (Parameter.of(Place.QUERY, "x", value).has(shape)) {
        told.add(shape.name());
      }
    }
    assertThat(String.join(" ", told)).isEqualTo(shapes == null ? "" : shapes);
  }

  @Test
  void noTextMakesItThrow() {
    Random random = new Random(5);
    String alphabet = "0129.-:+@/ eyJaAzZ{%\u0000\uD800\uFFFF,()T";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(40); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      Parameter parameter = Parameter.of(Place.QUERY, "x", text.toString());
      assertThat(parameter.has(ValueShape.EMPTY)).isEqualTo(text.isEmpty());
    }
  }

  @Test
  void fingerprintTellsManyValuesApartAndNotWhichTheyAre() {
    boolean[] seen = new boolean[1 << Parameter.FINGERPRINT_BITS];
    int distinct = 0;
    for (int i = 0; i < 200; i++) {
      int fingerprint = Parameter.fingerprintOf("value-" + i);
      distinct += seen[fingerprint] ? 0 : 1;
      seen[fingerprint] = true;
    }
    assertThat(distinct).isBetween(185, 200);
    assertThat(Parameter.of(Place.QUERY, "x", "secret-value").toString())
        .doesNotContain("secret-value");
  }
}

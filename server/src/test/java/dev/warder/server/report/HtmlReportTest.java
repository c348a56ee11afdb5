package dev.warder.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HtmlReportTest {

  @ParameterizedTest
  @EnumSource
  void noControlBidiOrInvisibleCharacterIsLeft(SampleReports report) throws IOException {
    assertThat(
            Files.readString(report.write())
                .codePoints()
                .filter(p -> p != '\n' && isDangerous(p))
                .mapToObj(Integer::toHexString))
        .isEmpty();
  }

  @Test
  void hostileTextNeverBecomesMarkup() throws IOException {
    String page = Files.readString(SampleReports.HOSTILE.write());

    assertThat(page).contains("&lt;img src=x onerror=alert(1)&gt;").contains("\\u202e");
    assertThat(page.replace(Assets.load().charts(), "")).doesNotContain("<img");
    assertThat(page.split("</script>", -1)).as("the three scripts of the page end").hasSize(4);
  }

  @Test
  void nothingIsLeftOutOfAnEventfulDay() throws IOException {
    String page = Files.readString(SampleReports.EVENTFUL.write());

    assertThat(page)
        .contains("IP Geolocation by DB-IP")
        .contains("The MITRE Corporation")
        .contains("over budget")
        .contains("jca_6fQ2kHRimport01", "jca_radius_chk")
        .contains("Best innocent explanation", "What would have kept it silent")
        .contains("/api/v2/organizations/{id}/mfa")
        .contains("logs/events-2026-11-03.ndjson.gz");
  }

  @Test
  void quietDaySaysWhatItDoesNotProve() throws IOException {
    assertThat(Files.readString(SampleReports.QUIET.write()))
        .contains("Nothing crossed the threshold")
        .contains("That is no proof");
  }

  private static boolean isDangerous(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}

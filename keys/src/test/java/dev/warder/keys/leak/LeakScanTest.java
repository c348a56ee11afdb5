package dev.warder.keys.leak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.foreign.Algorithm;
import dev.warder.keys.foreign.Alphabet;
import dev.warder.keys.foreign.Encoding;
import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.foreign.ForeignFormat.Hashed;
import dev.warder.keys.leak.Sightings.Extent;
import dev.warder.model.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakScanTest {
  private static final String ACME = "acme_7Fq2_0123456789abcdEF";
  private static final String HEX = "0123456789abcdef0123456789abcdef01234567";
  private static final LeakScan SCAN =
      new LeakScan(
          List.of(
              shape("acme", "acme_", Alphabet.BASE62, 24, 40, "_"),
              shape("old", "", Alphabet.HEX, 40, 40, "")));

  @Test
  void valuesAreFoundWithTheirPlaces() {
    String text = "# settings\nexport KEY=" + ACME + "\r\n  x: '" + HEX + "'," + ACME + "\n";
    assertThat(SCAN.scan(text))
        .isEqualTo(
            new Sightings(
                List.of(
                    new Sighting("acme", 2, 12, "acme_7Fq2...", Secret.of(ACME)),
                    new Sighting("old", 3, 7, "...", Secret.of(HEX)),
                    new Sighting("acme", 3, 49, "acme_7Fq2...", Secret.of(ACME))),
                Extent.WHOLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "\"%s\"",
        "Bearer %s",
        "https://u:%s@host/",
        "a=%s&b=1",
        "<k>%s</k>",
        "{\"k\":\"%s\"}",
        "\\n%s\\n",
        "%s.",
        "%s, %s",
        "k:%s;",
        "-%s\n+%s",
        "caf\u00e9%s\u00e9",
      })
  void itIsFoundWhereverItStands(String around) {
    Sightings sightings = SCAN.scan(around.replace("%s", ACME));
    assertThat(sightings.found()).isNotEmpty();
    assertThat(sightings.found()).allMatch(s -> s.value().equals(Secret.of(ACME)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acme_",
        "xacme_7Fq2_0123456789abcdEF",
        "acme_7Fq2_0123456789abc",
        "acme_7Fq2_0123456789abcdEF0123456789abcdEF",
        "0123456789abcdef0123456789abcdef012345678",
        "0123456789abcdef0123456789abcdef0123456",
        "0123456789abcdef0123456789abcdef0123456g",
      })
  void whatLooksOtherwiseIsNotTold(String text) {
    assertThat(SCAN.scan(text).found()).isEmpty();
  }

  @Test
  void nothingTellsAValue() {
    assertThat(SCAN.scan(ACME + " " + HEX).toString())
        .doesNotContain("0123456789abcdEF", HEX.substring(0, 12));
  }

  @Test
  void boundsAreSaid() {
    String many = (ACME + "\n").repeat(LeakScan.MAX_FOUND + 1);
    assertThat(SCAN.scan(many).extent()).isEqualTo(Extent.VALUES_CUT);
    assertThat(SCAN.scan(many).found()).hasSize(LeakScan.MAX_FOUND);
    String padding = " ".repeat(LeakScan.MAX_CHARS - HEX.length());
    assertThat(SCAN.scan(padding + HEX).found()).hasSize(1);
    // Cut in two it would look like a value; it is none.
    Sightings cut = SCAN.scan(padding + HEX + "0");
    assertThat(cut.found()).isEmpty();
    assertThat(cut.extent()).isEqualTo(Extent.TEXT_CUT);
  }

  /// Counts looks, which is how time is told without a clock.
  @Test
  void hostileTextIsLookedAtAboutOnce() {
    CountingShape counting = new CountingShape();
    LeakScan scan = new LeakScan(List.of(counting));
    scan.scan("a".repeat(LeakScan.MAX_CHARS));
    assertThat(counting.looks).isLessThan(10);
    counting.looks = 0;
    scan.scan("a.".repeat(LeakScan.MAX_CHARS / 2));
    assertThat(counting.looks).isLessThanOrEqualTo(LeakScan.MAX_CHARS);
  }

  private static ForeignShape shape(
      String name, String prefix, Alphabet alphabet, int shortest, int longest, String idEnd) {
    return new ForeignShape(
        new ForeignFormat(
            name,
            prefix,
            alphabet,
            shortest,
            longest,
            idEnd,
            Algorithm.SHA256,
            Hashed.WHOLE_VALUE,
            Encoding.HEX));
  }

  private static final class CountingShape implements ShapeMatcher {
    private int looks;

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String prefix() {
      return "";
    }

    @Override
    public int lengthAt(CharSequence text, int at) {
      looks++;
      return -1;
    }

    @Override
    public String masked(CharSequence value) {
      return "";
    }
  }
}

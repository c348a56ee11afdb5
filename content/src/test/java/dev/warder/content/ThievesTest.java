package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.engine.detection.Thieves;
import dev.warder.engine.detection.Thieves.Grades;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThievesTest {
  @TempDir Path folder;

  /// What is said of thieves is only worth something against what is said of honest people.
  @Test
  void whateverThievesShowHonestDaysShowLess() {
    Thieves thieves = Content.standard().thieves();
    assertThat(thieves.owner().thieves()).isLessThan(thieves.owner().honest());
    assertThat(thieves.source().rentable().thieves())
        .isGreaterThan(thieves.source().rentable().honest());
    assertThat(thieves.client().unknown().thieves())
        .isGreaterThan(thieves.client().unknown().honest());
    for (Grades grades :
        new Grades[] {
          thieves.traits().unknownPaths(),
          thieves.traits().whoAmI(),
          thieves.traits().refusals(),
          thieves.traits().objects(),
          thieves.traits().bytes()
        }) {
      double all = grades.thieves().stream().mapToDouble(Double::doubleValue).sum();
      assertThat(all).isGreaterThan(grades.honest());
    }
  }

  @Test
  void anOperatorsOwnAreReadLikeTheShipped() throws IOException {
    assertThat(Content.thieves(Files.writeString(folder.resolve("own.yaml"), shipped())))
        .isEqualTo(Content.standard().thieves());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rentable: {thieves: 0.40|rentable: {thieves: 0.90|source: a share counts a step or beyond",
        "detection: 0.1|detection: 0|detection must be above 0",
        "detection: 0.1|detection: 10 %|detection must be a number",
        "thieves: [0.3]|thieves: [0.3, 0.8]|who-am-i thieves must stay below 1",
        "thieves: [0.3]|thieves: [0.3, 0.2]|who-am-i: thieves needs a share for each of 1",
        "thieves: [0.3]|thieves: []|thieves must have at least one entry",
        "READ: 0.03|SKIM: 0.03|READ is missing",
        "honest: 0.9}|honest: 0.9, all: 1}|owner.all is not a field",
      })
  void whatMakesNoSenseIsNamedWhereItStands(String what, String instead, String said)
      throws IOException {
    String wrong = shipped().replaceFirst(Pattern.quote(what), instead);
    Path file = Files.writeString(folder.resolve("own.yaml"), wrong);
    assertThatThrownBy(() -> Content.thieves(file))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("own.yaml:")
        .hasMessageContaining(said);
  }

  private static String shipped() throws IOException {
    return Files.readString(DetectionFile.root().resolve(ContentFiles.THIEVES));
  }
}

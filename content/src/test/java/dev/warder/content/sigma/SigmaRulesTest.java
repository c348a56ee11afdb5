package dev.warder.content.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.warder.content.Content;
import dev.warder.content.ContentException;
import dev.warder.content.sigma.LeftOut.Kind;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.model.Severity;
import dev.warder.model.Tactic;
import dev.warder.model.Technique;
import dev.warder.model.finding.Facet;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigmaRulesTest {
  /// One character beyond the first plane, two units of UTF-16.
  private static final String BOMB = Character.toString(0x1F4A3);

  private final SigmaRules rules = SigmaRules.load(directory());

  private static Path directory() {
    try {
      return Path.of(Objects.requireNonNull(SigmaRulesTest.class.getResource("rules")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ruleKeepsWhatItsAuthorSaid() {
    SigmaRule rule = rules.rules().getFirst();
    Detection detection = rule.detection();

    assertThat(rule.file()).isEqualTo("aws/trail-stopped.yml");
    assertThat(rule.line()).isEqualTo(1);
    assertThat(rule.status()).isEqualTo("test");
    assertThat(rule.level()).isEqualTo("high");
    assertThat(rule.falsePositives()).containsExactly("Maintenance");
    assertThat(detection.id()).isEqualTo("5b0c3a52-7d0e-4a0b-9a52-0a7c1c8f1e01");
    assertThat(detection.title()).isEqualTo("Trail stopped by a person");
    assertThat(detection.why()).isEqualTo("Somebody who is no role stops a trail.");
    assertThat(detection.severity()).isEqualTo(Severity.HIGH);
    assertThat(detection.facet()).isEqualTo(Facet.RULES);
    assertThat(detection.innocent()).isEqualTo("Maintenance");
    assertThat(detection.advice()).endsWith("https://attack.mitre.org/techniques/T1562/008/");
    assertThat(detection.techniques())
        .extracting(Technique::uid, Technique::label, Technique::tactic)
        .containsExactly(
            tuple(
                "T1562.008",
                "Impair Defenses: Disable or Modify Cloud Logs",
                Tactic.DEFENSE_EVASION),
            tuple("T9999", "T9999", Tactic.DEFENSE_EVASION));
  }

  @Test
  void ruleWithoutIdOfItsOwnNeverTakesTheNameOfOneOfOurs() {
    assertThat(rules.rules())
        .extracting(rule -> rule.detection().id())
        .containsExactly("5b0c3a52-7d0e-4a0b-9a52-0a7c1c8f1e01", "sigma-git-asked-for");
    Detections all = Content.standard().with(rules.detections());
    assertThat(all.detections().getLast().isOutside()).isTrue();
    assertThat(all.detections()).filteredOn(Detection::isOutside).hasSize(2);
  }

  @Test
  void whatCannotRunIsNamedWithFileLineAndConstruct() {
    assertThat(rules.leftOut())
        .filteredOn(rule -> rule.line() > 0)
        .extracting(LeftOut::file, LeftOut::line, LeftOut::kind, LeftOut::construct)
        .containsExactly(
            tuple("aws/unusable.yml", 9, Kind.FIELD_NOT_KEPT, "errorMessage"),
            tuple("aws/unusable.yml", 19, Kind.UNSUPPORTED, "modifier base64offset"),
            tuple("aws/unusable.yml", 25, Kind.UNSUPPORTED, "correlation document"),
            tuple("aws/unusable.yml", 40, Kind.UNSUPPORTED, "aggregation in the condition"),
            tuple(
                "aws/unusable.yml",
                49,
                Kind.UNSUPPORTED,
                "re that is not RE2: invalid or unsupported Perl syntax"),
            tuple("aws/unusable.yml", 55, Kind.OTHER_LOG, "windows/process_creation"),
            tuple("aws/unusable.yml", 62, Kind.RETIRED, "status deprecated"),
            tuple("aws/unusable.yml", 81, Kind.INVALID, "no selection is named filter"),
            tuple("aws/unusable.yml", 89, Kind.FIELD_NOT_KEPT, "cs-uri-query"),
            tuple("aws/unusable.yml", 92, Kind.INVALID, "an id that another rule has"));
  }

  @Test
  void whatIsNoYamlAndWhatRepeatsByAliasIsRefusedAsAFile() {
    assertThat(rules.files()).isEqualTo(5);
    assertThat(rules.leftOut())
        .filteredOn(rule -> rule.line() == 0)
        .extracting(LeftOut::file, LeftOut::kind)
        .containsExactly(tuple("aliased.yml", Kind.INVALID), tuple("broken.yml", Kind.INVALID));
  }

  @Test
  void levelsWeighLessThanOurOwnDetectionsAndNeverSuffice() {
    for (Level level : Level.values()) {
      assertThat(level.nats()).isBetween(0.5, 3.5);
    }
    assertThat(Level.of("")).isEqualTo(Level.LOW);
    assertThat(Level.of("urgent")).isNull();
  }

  @Test
  void characterOfTwoUnitsIsReadWhereverItStands(@TempDir Path folder) throws IOException {
    for (int length = 900; length < 1_100; length++) {
      String text = "#" + "x".repeat(length) + BOMB + "\ntitle: T";
      Files.writeString(folder.resolve("rule.yml"), text);
      assertThat(SigmaRules.load(folder).leftOut())
          .singleElement()
          .satisfies(rule -> assertThat(rule.construct()).isEqualTo("no logsource"));
    }
  }

  @Test
  void bytesThatAreNoUtf8AreNoRule(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("rule.yml"), new byte[] {'t', ':', ' ', (byte) 0xC3, '\n'});
    assertThat(SigmaRules.load(folder).leftOut())
        .singleElement()
        .satisfies(rule -> assertThat(rule.kind()).isEqualTo(Kind.INVALID));
  }

  @Test
  void directoryWithoutRulesIsAMistake(@TempDir Path empty) throws IOException {
    Files.writeString(empty.resolve("notes.txt"), "none");
    assertThatThrownBy(() -> SigmaRules.load(empty))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("holds no .yml file");
    assertThatThrownBy(() -> SigmaRules.load(empty.resolve("absent")))
        .isInstanceOf(ContentException.class);
  }
}

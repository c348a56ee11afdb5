package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTest {
  private static final String GOOD =
      """
      id: W1601
      title: Trail stopped
      why: Nothing is recorded.
      severity: HIGH
      attack:
        - {technique: T1562.008, tactic: TA0005}
      facet: EVASION
      nats: 4
      trigger:
        on:
          operations: ["cloudtrail:StopLogging"]
          when: {attribute: requestParameters.name, equals: main}
          ownership: any
      innocent: Replacement.
      advice: Start it.
      false-positives: [replacement]
      limitations: None known.
      references: [the manual]
      """;

  @TempDir Path directory;

  @Test
  void shippedContentLoadsInOrderOfIds() {
    Detections detections = Content.standard();
    assertThat(detections.version()).isNotEmpty();
    assertThat(detections.detections()).extracting(Detection::id).isSorted().hasSizeGreaterThan(80);
  }

  @Test
  void bundleHoldsExactlyTheFiles() {
    ContentFiles.Directory files = new ContentFiles.Directory(DetectionFile.root());
    Map<String, YamlNode> documents = ContentFiles.Shipped.read().documents();
    assertThat(documents).containsOnlyKeys(files.yaml());
    documents.forEach((path, node) -> assertThat(node).as(path).isEqualTo(files.node(path)));
  }

  @Test
  void noFileLiesBesideTheKnownFolders() throws IOException {
    Path root = DetectionFile.root();
    List<String> known = new ArrayList<>(new ContentFiles.Directory(root).yaml());
    known.add(ContentFiles.TECHNIQUES);
    try (Stream<Path> paths = Files.walk(root)) {
      assertThat(paths.filter(Files::isRegularFile).map(path -> root.relativize(path).toString()))
          .containsExactlyInAnyOrderElementsOf(known);
    }
  }

  @Test
  void ownDirectoryReplacesDetectionsAndKeepsShippedRules() throws IOException {
    Detections detections = load(GOOD);
    assertThat(detections.version()).isEqualTo("mine");
    assertThat(detections.detections()).extracting(Detection::id).containsExactly("W1601");
    assertThat(detections.riskRules()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: W1601               | id: 1601                    | :1: id must be W and four digits",
        "facet: EVASION          | facet: STEALTH              | facet is 'STEALTH'; allowed: SOURCE, CLIENT",
        "severity: HIGH          | severity: high              | severity is 'high'; allowed: INFORMATIONAL",
        "nats: 4                 | nats: lots                  | nats must be a number",
        "nats: 4                 | nats: 13                    | nats must be above 0 and at most 12",
        "T1562.008               | T9999                       | technique is 'T9999', which is not in",
        "TA0005                  | TA0040                      | but T1562.008 serves [TA0005]",
        "ownership: any          | ownership: mine             | ownership is 'mine'; allowed: [any, foreign]",
        "ownership: any          | owner: any                  | owner is not a field; allowed:",
        "innocent: Replacement.  | innocent: ''                | innocent must not be empty",
        "advice: Start it.       | advise: Start it.           | advice is missing",
        "equals: main            | like: main                  | needs exactly one of",
        "equals: main            | matches: '(?=x)'            | is not an RE2 pattern",
        "requestParameters.name  | request Parameters.name     | without indexes",
        "cloudtrail:StopLogging  | TRACE /x                    | methods are",
        "cloudtrail:StopLogging  | POST x                      | a path starts with /",
        "cloudtrail:StopLogging  | cloud**                     | names are like iam:Create*",
        "title: Trail stopped    | id: W1601                   | id is given twice",
        "false-positives: [replacement] | false-positives: []  | must have at least one entry",
        "references: [the manual] | references: the manual     | references must be a list",
      })
  void mistakeIsToldWithFileAndField(String right, String wrong, String message) {
    assertThatThrownBy(() -> load(GOOD.replace(right, wrong)))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("W1601-trail-stopped.yaml")
        .hasMessageContaining(message);
  }

  @Test
  void idThatIsNotTheFilesIsRefused() {
    assertThatThrownBy(() -> load(GOOD.replace("W1601", "W1602")))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("must be what the file's name starts with");
  }

  @Test
  void sameIdTwiceIsRefused() throws IOException {
    load(GOOD);
    write("detections/W1601-again.yaml", GOOD);
    assertThatThrownBy(() -> Content.load(directory))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("used twice: W1601");
  }

  @Test
  void brokenYamlIsToldWithItsFile() {
    assertThatThrownBy(() -> load("id: [W1601"))
        .isInstanceOf(ContentException.class)
        .hasMessageContaining("is not YAML");
  }

  private Detections load(String detection) throws IOException {
    write("content.yaml", "version: mine\n");
    write("detections/W1601-trail-stopped.yaml", detection);
    return Content.load(directory);
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}

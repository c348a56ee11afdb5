package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.RiskRules;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.detection.Trigger;
import dev.warder.model.Tactic;
import dev.warder.model.Technique;
import dev.warder.model.finding.Facet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every shipped detection promises.
class DetectionLintTest {
  private static final RiskRules RULES = Content.standard().riskRules();

  /// Facets by id block: W10 is identity, W11 discovery, and so on.
  private static final Map<String, Set<Facet>> BLOCKS =
      Map.ofEntries(
          Map.entry(
              "W10",
              Set.of(
                  Facet.SOURCE,
                  Facet.CLIENT,
                  Facet.COEXISTENCE,
                  Facet.DORMANCY,
                  Facet.CERTAIN,
                  Facet.CREDENTIALS)),
          Map.entry("W11", Set.of(Facet.DISCOVERY, Facet.ERRORS)),
          Map.entry("W12", Set.of(Facet.CREDENTIALS)),
          Map.entry("W13", Set.of(Facet.EXECUTION)),
          Map.entry("W14", Set.of(Facet.PERSISTENCE)),
          Map.entry("W15", Set.of(Facet.PRIVILEGE)),
          Map.entry("W16", Set.of(Facet.EVASION)),
          Map.entry("W17", Set.of(Facet.COLLECTION)),
          Map.entry("W18", Set.of(Facet.EXFILTRATION)),
          Map.entry("W19", Set.of(Facet.IMPACT)),
          Map.entry("W20", Set.of(Facet.SPREAD, Facet.CERTAIN)));

  static List<DetectionFile> files() {
    return DetectionFile.all();
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileNameIsIdAndTitle(DetectionFile file) {
    String slug = file.detection().title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    assertThat(file.fileName()).isEqualTo(file.detection().id() + "-" + slug + ".yaml");
  }

  @ParameterizedTest
  @MethodSource("files")
  void idIsInTheBlockOfItsFacet(DetectionFile file) {
    String block = file.detection().id().substring(0, 3);
    assertThat(BLOCKS).containsKey(block);
    assertThat(BLOCKS.get(block)).contains(file.detection().facet());
  }

  @ParameterizedTest
  @MethodSource("files")
  void severityFitsTheWeight(DetectionFile file) {
    Detection detection = file.detection();
    switch (detection.severity()) {
      case INFORMATIONAL -> assertThat(detection.nats()).isLessThan(0.5);
      case LOW -> assertThat(detection.nats()).isBetween(0.5, 2.0);
      case MEDIUM -> assertThat(detection.nats()).isBetween(2.0, 3.0);
      case HIGH -> assertThat(detection.nats()).isBetween(2.5, 4.5);
      case CRITICAL -> assertThat(detection.nats()).isBetween(4.5, 12.0);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void onlyACertainSignIsNearTheThreshold(DetectionFile file) {
    Detection detection = file.detection();
    if (!(detection.trigger() instanceof Trigger.OnSign)) {
      assertThat(detection.nats()).isLessThanOrEqualTo(4);
    }
    if (detection.nats() > 5) {
      assertThat(detection.facet()).isEqualTo(Facet.CERTAIN);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void proseIsThere(DetectionFile file) {
    Detection detection = file.detection();
    assertThat(detection.title()).hasSizeLessThanOrEqualTo(80).doesNotEndWith(".");
    for (String prose :
        List.of(
            detection.why(),
            detection.innocent(),
            detection.advice(),
            file.fields().prose("limitations"))) {
      assertThat(prose).hasSizeGreaterThan(10).endsWith(".");
    }
    assertThat(detection.owasp()).isNotEmpty();
    assertThat(file.fields().texts("references")).allMatch(text -> !text.isBlank());
  }

  @ParameterizedTest
  @MethodSource("files")
  void hasEveryKindOfCaseAndEachComesOutAsDeclared(DetectionFile file) {
    for (DetectionCase.Kind kind : DetectionCase.Kind.values()) {
      assertThat(file.cases(kind)).as("%s cases", kind).isNotEmpty();
    }
    boolean sign = file.detection().trigger() instanceof Trigger.OnSign;
    for (DetectionCase one : file.cases()) {
      assertThat(one.scenario().isEmpty()).as(one.note()).isEqualTo(!sign);
      if (!sign) {
        assertThat(one.holds(file.detection(), RULES))
            .as("%s: %s", one.kind(), one.note())
            .isEqualTo(one.expected());
      }
    }
  }

  @Test
  void everySignHasExactlyOneDetection() {
    List<Sign> signs = new ArrayList<>();
    for (DetectionFile file : files()) {
      if (file.detection().trigger() instanceof Trigger.OnSign(Sign sign)) {
        signs.add(sign);
      }
    }
    assertThat(signs).containsExactlyInAnyOrder(Sign.values());
  }

  @Test
  void noTwoDetectionsHaveOneTitle() {
    assertThat(files().stream().map(file -> file.detection().title())).doesNotHaveDuplicates();
  }

  @Test
  void everyTacticButReconnaissanceIsServed() {
    Set<Tactic> served = new TreeSet<>();
    for (DetectionFile file : files()) {
      file.detection().techniques().stream().map(Technique::tactic).forEach(served::add);
    }
    Set<Tactic> unserved = new TreeSet<>(Arrays.asList(Tactic.values()));
    unserved.removeAll(served);
    assertThat(unserved).containsExactly(Tactic.RECONNAISSANCE);
  }
}

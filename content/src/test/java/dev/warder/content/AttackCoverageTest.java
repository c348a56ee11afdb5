package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.model.Activity;
import dev.warder.model.Technique;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Which recorded attacks some detection concerns, call by call; counting and ownership are the
/// engine's and not asked here.
class AttackCoverageTest {
  private static final Pattern PLAIN_ID = Pattern.compile("T[0-9]{4}(\\.[0-9]{3})?");
  private static final Detections DETECTIONS = Content.standard();

  private record Row(String attack, Set<String> labels, List<Detection> matched) {
    boolean isLabelled() {
      return !labels.isEmpty();
    }

    boolean isCovered() {
      return matched.stream()
          .flatMap(detection -> detection.techniques().stream())
          .anyMatch(this::isLabel);
    }

    private boolean isLabel(Technique technique) {
      return labels.contains(technique.uid()) || labels.contains(technique.parentUid());
    }

    @Override
    public String toString() {
      List<String> ids = matched.stream().map(Detection::id).toList();
      return "%-62s %-24s %s".formatted(attack, labels, ids);
    }
  }

  @Test
  void everyLabelledAttackMatchesADetectionOfItsTechnique() {
    List<Row> rows = rows();
    rows.forEach(System.out::println);
    assertThat(rows).filteredOn(Row::isLabelled).isNotEmpty().allMatch(Row::isCovered);
  }

  @Test
  void nearlyEveryAttackMatchesSomeDetection() {
    List<Row> rows = rows();
    long matched = rows.stream().filter(row -> !row.matched().isEmpty()).count();
    assertThat(matched).isGreaterThanOrEqualTo(rows.size() * 9L / 10);
  }

  private static List<Row> rows() {
    Path folder = SharedData.path("cloudtrail/techniques");
    List<Row> rows = new ArrayList<>();
    for (JsonNode entry : CloudTrailFile.json(folder.resolve("index.json"))) {
      Set<String> labels = new TreeSet<>();
      for (JsonNode technique : entry.path("catalogTechniques")) {
        String id = technique.path("id").asString();
        if (PLAIN_ID.matcher(id).matches()) {
          labels.add(id);
        }
      }
      Path file = folder.resolve(entry.path("file").asString());
      rows.add(
          new Row(entry.path("technique").asString(), labels, matched(CloudTrailFile.read(file))));
    }
    return rows;
  }

  private static List<Detection> matched(List<Activity> activities) {
    return DETECTIONS.detections().stream()
        .filter(detection ->
            activities.stream()
                .anyMatch(activity -> ConditionLevel.holds(DETECTIONS, detection, activity)))
        .toList();
  }
}

package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.model.Activity;
import dev.warder.model.Technique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A recorded account under attack while it is being built: each labelled run must match, and how
/// much of the honest work matches too is printed, so that a change shows its price.
class InvictusCoverageTest {
  private static final Detections DETECTIONS = Content.standard();

  @Test
  void everyLabelledRunMatchesADetectionOfItsTechnique() throws IOException {
    Path folder = SharedData.path("cloudtrail/invictus");
    Map<String, Set<Detection>> matched = new HashMap<>();
    for (Activity activity : activities(folder)) {
      matched.put(activity.uid(), matched(activity));
    }
    Set<String> missed = new TreeSet<>();
    Set<String> attacks = new HashSet<>();
    for (JsonNode run : CloudTrailFile.json(folder.resolve("labels.json")).path("attack")) {
      Set<String> ids = new TreeSet<>();
      for (JsonNode event : run.path("eventIds")) {
        attacks.add(event.asString());
        matched
            .getOrDefault(event.asString(), Set.of())
            .forEach(detection -> addIds(detection, ids));
      }
      if (run.path("phase").asString().equals("attack") && !covers(run, ids)) {
        missed.add(run.path("technique").asString());
      }
    }
    System.out.println("honest calls that match, by detection: " + honest(matched, attacks));
    assertThat(missed).isEmpty();
  }

  private static boolean covers(JsonNode run, Set<String> ids) {
    boolean plain = false;
    for (JsonNode label : run.path("catalogTechniques")) {
      String id = label.asString();
      if (ids.contains(id) || ids.contains(id.substring(0, 5))) {
        return true;
      }
      plain |= id.matches("T[0-9]{4}(\\.[0-9]{3})?");
    }
    return !plain && !ids.isEmpty();
  }

  private static void addIds(Detection detection, Set<String> ids) {
    detection.techniques().stream().map(Technique::uid).forEach(ids::add);
  }

  private static Map<String, Integer> honest(
      Map<String, Set<Detection>> matched, Set<String> attacks) {
    Map<String, Integer> honest = new TreeMap<>();
    matched.forEach((uid, detections) -> {
      if (!attacks.contains(uid)) {
        detections.forEach(detection -> honest.merge(detection.id(), 1, Integer::sum));
      }
    });
    return honest;
  }

  private static List<Activity> activities(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> path.toString().endsWith(".json.gz"))
          .flatMap(path -> CloudTrailFile.read(path).stream())
          .toList();
    }
  }

  private static Set<Detection> matched(Activity activity) {
    Set<Detection> matched = new HashSet<>();
    for (Detection detection : DETECTIONS.detections()) {
      if (ConditionLevel.holds(DETECTIONS, detection, activity)) {
        matched.add(detection);
      }
    }
    return matched;
  }
}

package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.detection.Detections;
import dev.warder.model.Activity;
import dev.warder.model.Operation;
import dev.warder.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Audit events of a directory, in which one key was stolen: each of the thief's events concerns
/// some detection. The sample was written to be readable, so this proves the words, not the skill.
class DirectoryCoverageTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Detections DETECTIONS = Content.standard();

  @Test
  void everyEventOfTheThiefConcernsADetection() throws IOException {
    Path folder = SharedData.path("jumpcloud/directory-insights");
    JsonNode labels =
        CloudTrailFile.json(folder.resolve("events-sample.labels.json")).path("labels");
    Set<String> missed = new TreeSet<>();
    for (String line : Files.readAllLines(folder.resolve("events-sample.ndjson"))) {
      JsonNode event = JSON.readTree(line);
      boolean stolen = labels.path(event.path("id").asString()).asString("").equals("stolen-key");
      if (stolen && !concernsADetection(activity(event))) {
        missed.add(event.path("event_type").asString());
      }
    }
    assertThat(missed).isEmpty();
  }

  private static boolean concernsADetection(Activity activity) {
    return DETECTIONS.detections().stream()
        .anyMatch(detection -> ConditionLevel.holds(DETECTIONS, detection, activity));
  }

  private static Activity activity(JsonNode event) {
    String action = event.path("service").asString() + ":" + event.path("event_type").asString();
    Map<String, String> attributes = new HashMap<>();
    JsonNode changes = event.path("changes");
    for (int i = 0; i < changes.size(); i++) {
      attributes.put("changes[" + i + "].field", changes.get(i).path("field").asString());
    }
    return Activities.of(
        new Operation("directory", Operation.ACTION, action),
        Outcome.SUCCESS,
        attributes,
        List.of(event.path("resource").path("id").asString()));
  }
}

package dev.warder.content;

import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Operation;
import dev.warder.model.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a CloudTrail file as far as conditions need it: who, what, outcome, and every request
/// parameter by dotted path.
final class CloudTrailFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CloudTrailFile() {}

  /// The JSON in a file, packed or not.
  static JsonNode json(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return JSON.readTree(path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  static List<Activity> read(Path path) {
    JsonNode root = json(path);
    List<Activity> activities = new ArrayList<>();
    for (JsonNode event : root.isArray() ? root : root.path("Records")) {
      activities.add(activity(event));
    }
    return activities;
  }

  private static Activity activity(JsonNode event) {
    JsonNode identity = event.path("userIdentity");
    String service = event.path("eventSource").asString("").replace(".amazonaws.com", "");
    String action = service + ":" + event.path("eventName").asString("");
    Map<String, String> attributes = new HashMap<>();
    for (String part : List.of("requestParameters", "additionalEventData")) {
      flatten(part, event.path(part), attributes);
    }
    Caller caller =
        new Caller(
            identity.path("accessKeyId").asString("none"),
            CredentialKind.API_KEY,
            identity.path("arn").asString(""),
            identity.path("userName").asString(""),
            "");
    return Activities.of(
        event.path("eventID").asString(),
        event.path("recipientAccountId").asString(""),
        caller,
        new Operation(service, Operation.ACTION, action),
        outcome(event.path("errorCode").asString("")),
        attributes,
        List.copyOf(attributes.values().stream().limit(8).toList()));
  }

  private static Outcome outcome(String error) {
    if (error.isEmpty()) {
      return Outcome.SUCCESS;
    }
    boolean denied = error.contains("Denied") || error.contains("Unauthorized");
    return new Outcome(denied ? Outcome.Result.DENIED : Outcome.Result.FAILED, 0, error);
  }

  private static void flatten(String path, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      node.properties().forEach(e -> flatten(path + "." + e.getKey(), e.getValue(), into));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "[" + i + "]", node.get(i), into);
      }
    } else if (node.isValueNode() && !node.isNull() && into.size() < Activity.MAX_LIST) {
      String text = node.asString();
      into.put(path, text.substring(0, Math.min(text.length(), Activity.MAX_TEXT)));
    }
  }
}

package dev.warder.benchmarks.rivals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads OCSF API Activity, one JSON object per line, gzipped. All of it is held in memory; texts
/// that repeat are held once.
final class EventFile {
  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<String, String> texts = new HashMap<>();

  /// All calls of the file in order of time; at one instant as they stand in the file.
  static List<KeyCall> read(Path file) throws IOException {
    EventFile events = new EventFile();
    List<KeyCall> calls = new ArrayList<>();
    try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file), 1 << 16);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        calls.add(events.call(events.json.readTree(line)));
      }
    }
    calls.sort(Comparator.comparingLong(KeyCall::millis));
    return calls;
  }

  private KeyCall call(JsonNode event) {
    JsonNode request = event.path("http_request");
    JsonNode response = event.path("http_response");
    String path = text(request.path("url").path("path"));
    String operation = event.path("api").path("operation").asString("");
    if (operation.isEmpty()) {
      operation = request.path("http_method").asString("") + ' ' + KeyCall.masked(path);
    }
    return new KeyCall(
        event.path("time").asLong(0),
        text(event.path("actor").path("session").path("credential_uid")),
        text(event.path("metadata").path("tenant_uid")),
        text(event.path("src_endpoint").path("ip")),
        once(operation),
        path,
        response.path("code").asInt(0),
        response.path("length").asLong(0));
  }

  private String text(JsonNode node) {
    return once(node.asString(""));
  }

  private String once(String text) {
    return texts.computeIfAbsent(text, same -> same);
  }
}

package dev.warder.benchmarks.rivals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// What one rival has to say, at most once for each key and UTC day. It is kept twice: the first
/// call of the day over the rival's own threshold, which is what it would have emitted, and the
/// call that scored highest, which only hindsight can pick.
final class KeyDays {
  private static final long DAY_MILLIS = 86_400_000;

  private final String name;
  private final Map<KeyDay, Alarm> firsts = new LinkedHashMap<>();
  private final Map<KeyDay, Alarm> bests = new LinkedHashMap<>();

  /// @param name of the rival, for the ids of its findings
  KeyDays(String name) {
    this.name = name;
  }

  private record KeyDay(String credential, long day) {}

  record Alarm(KeyCall call, double score) {}

  /// Calls of one key must come in order of time.
  ///
  /// @param score 0 says nothing at all
  void add(KeyCall call, double score, boolean overThreshold) {
    if (!(score > 0)) {
      return;
    }
    KeyDay of = new KeyDay(call.credential(), Math.floorDiv(call.millis(), DAY_MILLIS));
    Alarm alarm = new Alarm(call, score);
    if (overThreshold) {
      firsts.putIfAbsent(of, alarm);
    }
    bests.merge(of, alarm, (old, other) -> other.score() > old.score() ? other : old);
  }

  Collection<Alarm> firsts() {
    return firsts.values();
  }

  Collection<Alarm> bests() {
    return bests.values();
  }

  /// Writes `NAME-first-SET.ndjson` and `NAME-best-SET.ndjson`.
  void write(Path directory, String set) throws IOException {
    write(directory.resolve(name + "-first-" + set + ".ndjson"), firsts());
    write(directory.resolve(name + "-best-" + set + ".ndjson"), bests());
  }

  private void write(Path file, Collection<Alarm> alarms) throws IOException {
    JsonFactory factory = new JsonFactory();
    int n = 0;
    try (OutputStream out = Files.newOutputStream(file);
        JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      for (Alarm alarm : alarms) {
        line(json, alarm, n++);
        json.writeRaw('\n');
      }
    }
  }

  private void line(JsonGenerator json, Alarm alarm, int n) {
    KeyCall call = alarm.call();
    json.writeStartObject();
    json.writeNumberProperty("class_uid", 2004);
    json.writeNumberProperty("time", call.millis());
    json.writeNumberProperty("severity_id", 3);
    json.writeNumberProperty("risk_score", alarm.score());
    json.writeObjectPropertyStart("metadata");
    json.writeStringProperty("tenant_uid", call.tenant());
    json.writeEndObject();
    json.writeObjectPropertyStart("finding_info");
    json.writeStringProperty("uid", name + '-' + n);
    json.writeEndObject();
    json.writeArrayPropertyStart("evidences");
    json.writeStartObject();
    json.writeObjectPropertyStart("actor");
    json.writeObjectPropertyStart("session");
    json.writeStringProperty("credential_uid", call.credential());
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectPropertyStart("src_endpoint");
    json.writeStringProperty("ip", call.address());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }
}

package dev.warder.server.state;

import dev.warder.engine.drift.Snapshot;
import dev.warder.engine.drift.Snapshot.OperationTrace;
import dev.warder.model.ErrorCode;
import dev.warder.server.file.SafeFile;
import dev.warder.server.json.Json;
import dev.warder.server.run.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A snapshot as JSON.
///
/// ```
/// {"version": 1, "first_micros": n, "last_micros": n,
///  "apis": {"<host>": {"<operation>": {"calls": n, "anonymous": true,
///                                      "parameters": {"query limit": "integer"},
///                                      "sensitive": ["email"]}}},
///  "keys": ["<uid>"], "end": true}
/// ```
final class SnapshotFile {
  private static final int VERSION = 1;
  private static final String END = "end";

  private SnapshotFile() {}

  static void write(Snapshot snapshot, Path file) throws IOException {
    SafeFile.write(
        file,
        out -> {
          try (JsonGenerator json = Json.to(out)) {
            json.writeStartObject();
            json.writeNumberProperty("version", VERSION);
            json.writeNumberProperty("first_micros", snapshot.firstMicros());
            json.writeNumberProperty("last_micros", snapshot.lastMicros());
            json.writeObjectPropertyStart("apis");
            snapshot
                .apis()
                .forEach((host, operations) -> {
                  json.writeObjectPropertyStart(host);
                  operations.forEach((name, trace) -> write(json, name, trace));
                  json.writeEndObject();
                });
            json.writeEndObject();
            json.writeArrayPropertyStart("keys");
            snapshot.keys().forEach(json::writeString);
            json.writeEndArray();
            json.writeBooleanProperty(END, true);
            json.writeEndObject();
            json.writeRaw('\n');
          }
        });
  }

  private static void write(JsonGenerator json, String name, OperationTrace trace) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("calls", trace.calls());
    json.writeBooleanProperty("anonymous", trace.answersAnonymously());
    json.writeObjectPropertyStart("parameters");
    trace.parameters().forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeArrayPropertyStart("sensitive");
    trace.sensitive().forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  static Snapshot read(Path file) throws IOException {
    JsonNode document;
    try (InputStream in = Files.newInputStream(file)) {
      document = JsonMapper.shared().readTree(in);
    } catch (JacksonException e) {
      throw damaged(file, e);
    }
    int version = document.path("version").asInt(0);
    if (version > VERSION) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          file + " was written by a newer Warder (state version " + version + "); update this one");
    }
    if (version != VERSION || !document.path(END).asBoolean(false)) {
      throw damaged(file, null);
    }
    try {
      return snapshot(document);
    } catch (JacksonException e) {
      throw damaged(file, e);
    }
  }

  private static Snapshot snapshot(JsonNode document) {
    NavigableMap<String, NavigableMap<String, OperationTrace>> apis = new TreeMap<>();
    for (var api : document.required("apis").properties()) {
      NavigableMap<String, OperationTrace> operations = new TreeMap<>();
      for (var operation : api.getValue().properties()) {
        operations.put(operation.getKey(), trace(operation.getValue()));
      }
      apis.put(api.getKey(), operations);
    }
    return new Snapshot(
        document.required("first_micros").longValue(),
        document.required("last_micros").longValue(),
        apis,
        texts(document.required("keys")));
  }

  private static OperationTrace trace(JsonNode node) {
    NavigableMap<String, String> parameters = new TreeMap<>();
    for (var parameter : node.required("parameters").properties()) {
      parameters.put(parameter.getKey(), parameter.getValue().stringValue());
    }
    return new OperationTrace(
        node.required("calls").longValue(),
        node.required("anonymous").booleanValue(),
        parameters,
        texts(node.required("sensitive")));
  }

  private static NavigableSet<String> texts(JsonNode list) {
    NavigableSet<String> texts = new TreeSet<>();
    list.forEach(text -> texts.add(text.stringValue()));
    return texts;
  }

  private static CommandFailure damaged(Path file, @Nullable Throwable cause) {
    return new CommandFailure(
        ErrorCode.USAGE,
        file + " is damaged and left as it is; move it away to start anew without a comparison",
        cause);
  }
}

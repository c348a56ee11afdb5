package dev.warder.server.journal;

import dev.warder.model.Activity;
import dev.warder.model.Times;
import dev.warder.server.json.Json;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.bytes.MalformedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Entries as one JSON object per line: activities as OCSF, everything else in an envelope.
final class NdjsonExport implements Export {
  private static final JsonMapper BODIES = JsonMapper.shared();

  private final OutputStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);

  NdjsonExport(OutputStream out) {
    this.out = out;
  }

  @Override
  public void take(String journal, long number, Entry entry) throws IOException {
    line.reset();
    try (JsonGenerator json = Json.to(line)) {
      if (entry.kind() == EntryKind.ACTIVITY) {
        activity(json, journal, number, entry);
      } else {
        envelope(json, journal, number, entry);
      }
    }
    line.write('\n');
    line.writeTo(out);
  }

  private void activity(JsonGenerator json, String journal, long number, Entry entry) {
    Activity activity;
    try {
      activity = ActivityCodec.activity(entry);
    } catch (MalformedException e) {
      envelope(json, journal, number, entry);
      return;
    }
    OcsfActivity.write(json, number, activity);
  }

  private static void envelope(JsonGenerator json, String journal, long number, Entry entry) {
    json.writeStartObject();
    text(json, "journal", journal);
    json.writeNumberProperty("entry", number);
    json.writeStringProperty("kind", entry.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringProperty("time", Times.instant(entry.timeMicros()).toString());
    text(json, "tenant", entry.tenant());
    text(json, "credential_uid", entry.credentialUid());
    text(json, "operation", entry.operation());
    text(json, "source", entry.source());
    facts(json, "body", entry.facts());
    if (entry.privacy() != Entry.Privacy.NONE) {
      json.writeStringProperty("privacy", entry.privacy().name().toLowerCase(Locale.ROOT));
      facts(json, "personal", entry.personal());
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  /// As the JSON that they are, or else as text in Base64.
  private static void facts(JsonGenerator json, String name, Facts facts) {
    if (!facts.texts().isEmpty()) {
      json.writeArrayPropertyStart(name + "_texts");
      facts.texts().forEach(json::writeString);
      json.writeEndArray();
    }
    byte[] bytes = facts.bytes();
    if (bytes.length == 0) {
      return;
    }
    if (isJson(bytes)) {
      json.writeName(name);
      json.writeRawValue(ascii(bytes));
    } else {
      json.writeStringProperty(name + "_base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static boolean isJson(byte[] bytes) {
    if (bytes[0] != '{' && bytes[0] != '[') {
      return false;
    }
    try {
      BODIES.readTree(bytes);
      return true;
    } catch (JacksonException e) {
      return false;
    }
  }

  /// The same document on one line of pure ASCII.
  private static String ascii(byte[] bytes) {
    JsonNode tree = BODIES.readTree(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator to = Json.to(out)) {
      BODIES.writeTree(to, tree);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}

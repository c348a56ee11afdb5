package dev.warder.server.webhook;

import static java.util.Objects.requireNonNull;

import dev.warder.api.json.JsonText;
import dev.warder.model.Times;
import dev.warder.server.live.IncidentChange;
import java.util.Locale;

/// What is sent.
///
/// Shape `{"type":"incident.told","timestamp":"2026-11-22T12:01:05Z","data":{…}}`, with the
/// incident as OCSF has it
///
/// Source Standard Webhooks 1.0, payload structure
final class Message {
  private final String id;
  private final byte[] body;

  /// @param body JSON; neither copied nor to be changed any more
  Message(String id, byte[] body) {
    this.id = requireNonNull(id, "id is null");
    this.body = requireNonNull(body, "body is null");
  }

  /// The same for the same event, however often it is sent.
  String id() {
    return id;
  }

  /// The bytes themselves, not to be changed.
  byte[] body() {
    return body;
  }

  /// That something became of an incident.
  ///
  /// @param incident as OCSF has it
  static Message of(IncidentChange change, String incident) {
    String type = "incident." + change.kind().name().toLowerCase(Locale.ROOT);
    return new Message(change.id(), body(type, change.timeMicros(), incident));
  }

  /// That something became of an incident of which nothing is known here any more but its name.
  static Message bare(IncidentChange change) {
    return of(
        change,
        JsonText.text(json -> {
          json.writeStartObject();
          json.writeNumberProperty("class_uid", 2005);
          json.writeObjectPropertyStart("metadata");
          json.writeStringProperty("uid", change.uid());
          json.writeEndObject();
          json.writeEndObject();
        }));
  }

  /// A message that says nothing, to see whether messages arrive.
  static Message ping(String name, long nowMicros) {
    String data =
        JsonText.text(json -> {
          json.writeStartObject();
          json.writeStringProperty("webhook", name);
          json.writeEndObject();
        });
    return new Message("ping-" + nowMicros, body("warder.ping", nowMicros, data));
  }

  private static byte[] body(String type, long timeMicros, String data) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringProperty("type", type);
      json.writeStringProperty("timestamp", Times.instant(timeMicros).toString());
      json.writeName("data");
      json.writeRawValue(data);
      json.writeEndObject();
    });
  }
}

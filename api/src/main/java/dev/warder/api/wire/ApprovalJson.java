package dev.warder.api.wire;

import dev.warder.api.http.Reply;
import dev.warder.api.json.JsonText;
import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import dev.warder.keys.Integration;
import dev.warder.keys.KeyChange;
import dev.warder.keys.MintRequest;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.GrantText;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// A wish that waits, or waited, for a second person, on the wire: what is asked for, so that who
/// approves sees it before.
///
/// Shape `{"id":…,"asks":"mint","tenant":…,"scope":[…],…}`; of a key that is there
/// `{"id":…,"asks":"change","of":…,"version":3,"change":{…}}` with what would be different
public final class ApprovalJson {
  private ApprovalJson() {}

  /// What is answered as long as somebody else has to approve.
  public static Reply waiting(Approval approval) {
    return Reply.json(
            202,
            JsonText.of(json -> {
              json.writeStartObject();
              json.writeName("approval");
              write(json, approval);
              json.writeEndObject();
            }))
        .with("location", "/v1/approvals/" + approval.id());
  }

  /// Writes one object.
  public static void write(JsonGenerator json, Approval approval) {
    json.writeStartObject();
    json.writeStringProperty("id", approval.id());
    json.writeStringProperty("state", KeyJson.word(approval.state()));
    switch (approval.asked()) {
      case AskedFor.NewKey(MintRequest request) -> {
        json.writeStringProperty("asks", "mint");
        json.writeStringProperty("tenant", request.tenant());
        JsonText.optional(json, "principal", request.principal());
        json.writeBooleanProperty("privileged", request.privilege() == Privilege.PRIVILEGED);
        KeyJson.grant(json, request.grant());
        JsonText.time(json, "expires", request.expiresMicros());
      }
      case AskedFor.Rotation rotation -> {
        about(json, "rotate", rotation);
        json.writeStringProperty("overlap", rotation.overlap().toString());
      }
      case AskedFor.Change change -> {
        about(json, "change", change);
        json.writeObjectPropertyStart("change");
        change(json, change.change());
        json.writeEndObject();
      }
      case AskedFor.Unfencing unfencing -> {
        about(json, "unfence", unfencing);
        JsonText.optional(json, "note", unfencing.note());
      }
    }
    json.writeStringProperty("asked_by", approval.askedBy());
    JsonText.optional(json, "asked_from", approval.askedFrom());
    JsonText.time(json, "asked", approval.askedMicros());
    JsonText.optional(json, "decided_by", approval.decidedBy());
    JsonText.optional(json, "key", approval.keyId());
    json.writeEndObject();
  }

  private static void about(JsonGenerator json, String asks, AskedFor asked) {
    json.writeStringProperty("asks", asks);
    json.writeStringProperty("tenant", asked.tenant());
    json.writeStringProperty("of", asked.keyId());
    json.writeNumberProperty("version", asked.version());
  }

  private static void change(JsonGenerator json, KeyChange change) {
    text(json, "owner", change.owner());
    text(json, "contact", change.contact());
    Integration integration = change.integration();
    if (integration != null) {
      json.writeObjectPropertyStart("integration");
      JsonText.optional(json, "kind", integration.kind());
      JsonText.optional(json, "runbook", integration.runbook());
      json.writeEndObject();
    }
    GrantText grant = change.grant();
    if (grant != null) {
      KeyJson.grant(json, grant);
    }
    Long expires = change.expiresMicros();
    if (expires != null && expires == Long.MAX_VALUE) {
      json.writeBooleanProperty("never_expires", true);
    } else if (expires != null) {
      JsonText.time(json, "expires", expires);
    }
    text(json, "note", change.note());
    Map<String, String> labels = change.labels();
    if (labels != null) {
      json.writeObjectPropertyStart("labels");
      new TreeMap<>(labels).forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    if (change.privilege() != null) {
      json.writeBooleanProperty("privileged", change.privilege() == Privilege.PRIVILEGED);
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}

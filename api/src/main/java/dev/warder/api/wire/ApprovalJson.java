package dev.warder.api.wire;

import dev.warder.api.http.Reply;
import dev.warder.api.json.JsonText;
import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import dev.warder.keys.Integration;
import dev.warder.keys.KeyChange;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Nature;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.GrantText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// A wish that waits, or waited, for a second person, on the wire: what is asked for, so that who
/// approves sees it before.
///
/// Shape `{"id":…,"asks":"mint","tenant":…,"scope":[…],…}`; of a key that is there
/// `{"id":…,"asks":"change","of":…,"version":3,"change":{…}}` with what would be different; of a
/// call `{"id":…,"asks":"call","of":…,"method":…,"path":…,"query":…}`, all that is approved. Beside
/// a grant stands what its sets opened when it was asked for: `"sets":{"@readers":["GET /**"]}`
///
/// Guarantees all of a new key is there, and of a grant all lists: one that is empty opens more
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
        mint(json, request);
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
      case AskedFor.HeldCall call -> call(json, call);
    }
    opened(json, approval.opened());
    json.writeStringProperty("asked_by", approval.askedBy());
    JsonText.optional(json, "asked_from", approval.askedFrom());
    JsonText.time(json, "asked", approval.askedMicros());
    JsonText.optional(json, "decided_by", approval.decidedBy());
    JsonText.optional(json, "key", approval.keyId());
    json.writeEndObject();
  }

  private static void call(JsonGenerator json, AskedFor.HeldCall call) {
    json.writeStringProperty("asks", "call");
    json.writeStringProperty("tenant", call.tenant());
    json.writeStringProperty("of", call.keyId());
    json.writeStringProperty("method", call.method());
    json.writeStringProperty("host", call.host());
    json.writeStringProperty("path", call.path());
    json.writeStringProperty("query", call.query());
    json.writeStringProperty("risk", KeyJson.word(call.risk()));
    JsonText.time(json, "until", call.untilMicros());
  }

  /// All of it, what is empty besides: an empty list of places is anywhere.
  private static void mint(JsonGenerator json, MintRequest request) {
    json.writeStringProperty("tenant", request.tenant());
    json.writeStringProperty("environment", KeyJson.word(request.environment()));
    json.writeStringProperty("principal", request.principal());
    json.writeStringProperty("owner", request.owner());
    json.writeStringProperty("contact", request.contact());
    integration(json, request.integration());
    json.writeBooleanProperty("privileged", request.privilege() == Privilege.PRIVILEGED);
    grant(json, request.grant());
    json.writeStringProperty("binding", KeyJson.word(request.binding()));
    json.writeStringProperty("public_key", request.publicKey());
    expires(json, request.expiresMicros());
    json.writeStringProperty("parent", request.parentId());
    json.writeBooleanProperty("honey", request.nature() == Nature.HONEY);
    json.writeStringProperty("note", request.note());
    labels(json, request.labels());
  }

  private static void grant(JsonGenerator json, GrantText grant) {
    texts(json, "scope", grant.scope());
    texts(json, "exempt", grant.exempt());
    texts(json, "places", grant.places());
    texts(json, "hours", grant.hours());
    texts(json, "limits", grant.limits());
    texts(json, "held", grant.held().stream().map(word -> word.toLowerCase(Locale.ROOT)).toList());
    json.writeStringProperty("mode", grant.mode().toLowerCase(Locale.ROOT));
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void expires(JsonGenerator json, long micros) {
    json.writeBooleanProperty("never_expires", micros == Long.MAX_VALUE);
    JsonText.time(json, "expires", micros);
  }

  private static void integration(JsonGenerator json, Integration integration) {
    json.writeObjectPropertyStart("integration");
    json.writeStringProperty("kind", integration.kind());
    json.writeStringProperty("runbook", integration.runbook());
    json.writeEndObject();
  }

  private static void labels(JsonGenerator json, Map<String, String> labels) {
    json.writeObjectPropertyStart("labels");
    new TreeMap<>(labels).forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  /// What each `@name` opened when it was asked for, which an approval holds for alone.
  private static void opened(JsonGenerator json, Map<String, List<String>> opened) {
    if (!opened.isEmpty()) {
      json.writeObjectPropertyStart("sets");
      opened.forEach((name, patterns) -> texts(json, "@" + name, patterns));
      json.writeEndObject();
    }
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
      integration(json, integration);
    }
    GrantText grant = change.grant();
    if (grant != null) {
      grant(json, grant);
    }
    Long expires = change.expiresMicros();
    if (expires != null) {
      expires(json, expires);
    }
    text(json, "note", change.note());
    Map<String, String> labels = change.labels();
    if (labels != null) {
      labels(json, labels);
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

package dev.warder.keys.state;

import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import dev.warder.keys.Integration;
import dev.warder.keys.KeyChange;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.json.Fields;
import dev.warder.keys.json.Json;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.RiskClass;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// How wishes that need a second person are written down.
///
/// Shape `"id":"…","by":"…","state":"WAITING","request":{…}` of a new key; of a key that is there
/// `"asks":"CHANGE","tenant":"…","of":"…","of_version":3,"change":{…}` in place of the request. A
/// change holds what is to be different and nothing else; of a call
/// `"asks":"CALL","call":"…","method":"…","path":"…","until":…`
final class WishCodec {
  static final int VERSION = 2;

  private static final int NEW_KEYS_ALONE = 1;

  private WishCodec() {}

  /// What is asked for.
  private enum Asks {
    MINT,
    ROTATE,
    CHANGE,
    UNFENCE,
    CALL
  }

  /// Wishes of before there were others go on being written as they were.
  static int version(Document.Wish wish) {
    Approval approval = wish.approval();
    return approval.asked() instanceof AskedFor.NewKey
            && approval.askedFrom().isEmpty()
            && approval.seen().isEmpty()
        ? NEW_KEYS_ALONE
        : VERSION;
  }

  static void write(JsonGenerator json, Approval approval) {
    json.writeStringProperty("id", approval.id());
    json.writeStringProperty("by", approval.askedBy());
    Json.text(json, "from", approval.askedFrom());
    json.writeNumberProperty("at", approval.askedMicros());
    Json.word(json, "state", approval.state());
    Json.text(json, "decided_by", approval.decidedBy());
    Json.text(json, "key", approval.keyId());
    Json.text(json, "seen", approval.seen());
    opened(json, approval.opened());
    switch (approval.asked()) {
      case AskedFor.NewKey(var request) -> {
        if (version(new Document.Wish(approval)) == VERSION) {
          Json.word(json, "asks", Asks.MINT);
        }
        json.writeObjectPropertyStart("request");
        DocumentCodec.request(json, request);
        json.writeEndObject();
      }
      case AskedFor.Rotation rotation -> {
        of(json, Asks.ROTATE, rotation);
        json.writeNumberProperty("overlap", rotation.overlap().toMillis());
      }
      case AskedFor.Change change -> {
        of(json, Asks.CHANGE, change);
        json.writeObjectPropertyStart("change");
        change(json, change.change());
        json.writeEndObject();
      }
      case AskedFor.Unfencing unfencing -> {
        of(json, Asks.UNFENCE, unfencing);
        Json.text(json, "note", unfencing.note());
      }
      case AskedFor.HeldCall call -> {
        of(json, Asks.CALL, call);
        Json.text(json, "call", call.call());
        Json.text(json, "host", call.host());
        json.writeStringProperty("method", call.method());
        Json.text(json, "path", call.path());
        Json.text(json, "query", call.query());
        Json.word(json, "risk", call.risk());
        json.writeNumberProperty("until", call.untilMicros());
      }
    }
  }

  private static void of(JsonGenerator json, Asks asks, AskedFor asked) {
    Json.word(json, "asks", asks);
    json.writeStringProperty("tenant", asked.tenant());
    json.writeStringProperty("of", asked.keyId());
    json.writeNumberProperty("of_version", asked.version());
  }

  static Approval read(Fields fields, long layout) throws BrokenBody {
    return new Approval(
        fields.text("id"),
        asked(fields, layout),
        fields.text("by"),
        fields.textOrEmpty("from"),
        fields.number("at"),
        fields.word("state", Approval.State.class),
        fields.textOrEmpty("decided_by"),
        fields.textOrEmpty("key"),
        fields.textOrEmpty("seen"),
        opened(fields));
  }

  private static void opened(JsonGenerator json, Map<String, List<String>> opened) {
    if (!opened.isEmpty()) {
      json.writeArrayPropertyStart("sets");
      opened.forEach((name, patterns) -> {
        json.writeStartObject();
        json.writeStringProperty("set", name);
        Json.texts(json, "opens", patterns);
        json.writeEndObject();
      });
      json.writeEndArray();
    }
  }

  private static Map<String, List<String>> opened(Fields fields) throws BrokenBody {
    Map<String, List<String>> opened = new LinkedHashMap<>();
    if (fields.has("sets")) {
      for (Fields set : fields.objects("sets")) {
        opened.put(set.text("set"), set.texts("opens"));
        set.end();
      }
    }
    return opened;
  }

  private static AskedFor asked(Fields fields, long layout) throws BrokenBody {
    Asks asks = layout == NEW_KEYS_ALONE ? Asks.MINT : fields.word("asks", Asks.class);
    if (asks == Asks.MINT) {
      Fields request = fields.object("request");
      AskedFor asked = new AskedFor.NewKey(DocumentCodec.request(request));
      request.end();
      return asked;
    }
    String tenant = fields.text("tenant");
    String of = fields.text("of");
    long version = fields.number("of_version");
    return switch (asks) {
      case MINT, ROTATE ->
          new AskedFor.Rotation(tenant, of, version, Duration.ofMillis(fields.number("overlap")));
      case CHANGE -> {
        Fields change = fields.object("change");
        AskedFor asked = new AskedFor.Change(tenant, of, version, change(change));
        change.end();
        yield asked;
      }
      case UNFENCE -> new AskedFor.Unfencing(tenant, of, version, fields.textOrEmpty("note"));
      case CALL ->
          new AskedFor.HeldCall(
              tenant,
              of,
              fields.textOrEmpty("call"),
              fields.textOrEmpty("host"),
              fields.text("method"),
              fields.textOrEmpty("path"),
              fields.textOrEmpty("query"),
              fields.word("risk", RiskClass.class),
              fields.number("until"));
    };
  }

  private static void change(JsonGenerator json, KeyChange change) {
    text(json, "owner", change.owner());
    text(json, "contact", change.contact());
    Integration integration = change.integration();
    if (integration != null) {
      json.writeStringProperty("integration", integration.kind());
      Json.text(json, "runbook", integration.runbook());
    }
    if (change.grant() != null) {
      KeyCodec.grant(json, change.grant());
    }
    Long expires = change.expiresMicros();
    if (expires != null) {
      json.writeNumberProperty("expires", expires.longValue());
    }
    text(json, "note", change.note());
    if (change.labels() != null) {
      json.writeObjectPropertyStart("labels");
      new java.util.TreeMap<>(change.labels()).forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    Privilege privilege = change.privilege();
    if (privilege != null) {
      Json.word(json, "privilege", privilege);
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  private static KeyChange change(Fields fields) throws BrokenBody {
    return new KeyChange(
        text(fields, "owner"),
        text(fields, "contact"),
        fields.has("integration")
            ? new Integration(fields.text("integration"), fields.textOrEmpty("runbook"))
            : null,
        fields.has("grant") ? KeyCodec.grant(fields.object("grant")) : null,
        fields.has("expires") ? (Long) fields.number("expires") : null,
        text(fields, "note"),
        fields.has("labels") ? fields.map("labels") : null,
        fields.has("privilege") ? fields.word("privilege", Privilege.class) : null);
  }

  private static @Nullable String text(Fields fields, String name) throws BrokenBody {
    return fields.has(name) ? fields.text(name) : null;
  }
}

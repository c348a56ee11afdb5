package dev.warder.keys.state;

import dev.warder.keys.Approval;
import dev.warder.keys.Integration;
import dev.warder.keys.Invalidation;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Nature;
import dev.warder.keys.Preview.Hit;
import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.foreign.FormatReader;
import dev.warder.keys.foreign.FormatReading;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.json.Fields;
import dev.warder.keys.json.Json;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Binding;
import dev.warder.policy.Environment;
import dev.warder.policy.KeyFacts;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// How things that are no keys are written down, in the journal and in rows.
///
/// Shape `{"v":1,"kind":"…",…}`; `"v":2` of wishes for something else than a new key, or that say
/// from where they came ([WishCodec])
public final class DocumentCodec {
  private static final int VERSION = 1;

  private DocumentCodec() {}

  public static byte[] write(Document document) {
    return Json.object(json -> fields(json, document));
  }

  public static Document read(byte[] body, Pick.Compiler picks) throws BrokenBody {
    return read(Fields.read(body), picks);
  }

  static void fields(JsonGenerator json, Document document) {
    json.writeNumberProperty(
        "v", document instanceof Document.Wish wish ? WishCodec.version(wish) : VERSION);
    switch (document) {
      case Document.Wish(Approval approval) -> {
        json.writeStringProperty("kind", "wish");
        WishCodec.write(json, approval);
      }
      case Document.ScopeSet(String name, long version, List<String> scopes) -> {
        json.writeStringProperty("kind", "scope-set");
        json.writeStringProperty("name", name);
        json.writeNumberProperty("version", version);
        Json.texts(json, "scopes", scopes);
      }
      case Document.Pepper(int version, String fingerprint) -> {
        json.writeStringProperty("kind", "pepper");
        json.writeNumberProperty("version", version);
        json.writeStringProperty("fingerprint", fingerprint);
      }
      case Document.Forgotten(String tenant, String by, long micros, int rules) -> {
        json.writeStringProperty("kind", "forgotten");
        json.writeStringProperty("tenant", tenant);
        json.writeStringProperty("by", by);
        json.writeNumberProperty("at", micros);
        json.writeNumberProperty("rules", rules);
      }
      case Document.Format(ForeignFormat format, String fingerprint) -> {
        json.writeStringProperty("kind", "format");
        Json.map(json, "settings", format.settings());
        Json.text(json, "fingerprint", fingerprint);
      }
      case Document.Invalidated(Rule rule) -> {
        json.writeStringProperty("kind", "invalidation");
        rule(json, rule);
      }
    }
  }

  static Document read(Fields fields, Pick.Compiler picks) throws BrokenBody {
    long layout = fields.number("v");
    String kind = fields.text("kind");
    boolean known = layout == VERSION || (layout == WishCodec.VERSION && kind.equals("wish"));
    if (!known) {
      throw new BrokenBody("a document is in a layout that this version does not know");
    }
    try {
      Document document =
          switch (kind) {
            case "wish" -> new Document.Wish(WishCodec.read(fields, layout));
            case "scope-set" ->
                new Document.ScopeSet(
                    fields.text("name"), fields.number("version"), fields.texts("scopes"));
            case "pepper" ->
                new Document.Pepper(fields.count("version"), fields.text("fingerprint"));
            case "forgotten" ->
                new Document.Forgotten(
                    fields.text("tenant"),
                    fields.text("by"),
                    fields.number("at"),
                    fields.count("rules"));
            case "format" -> new Document.Format(format(fields), fields.textOrEmpty("fingerprint"));
            case "invalidation" -> new Document.Invalidated(rule(fields, picks));
            default -> throw new BrokenBody("a document of a kind that this version does not know");
          };
      fields.end();
      return document;
    } catch (IllegalArgumentException _) {
      throw new BrokenBody("a document has values that make no sense");
    }
  }

  private static ForeignFormat format(Fields fields) throws BrokenBody {
    return switch (FormatReader.read(fields.map("settings"))) {
      case FormatReading.Declared(ForeignFormat format) -> format;
      case FormatReading.Unusable _ ->
          throw new BrokenBody("a format has settings that make no sense");
    };
  }

  private static void rule(JsonGenerator json, Rule rule) {
    Invalidation told = rule.told();
    json.writeStringProperty("id", told.id());
    json.writeNumberProperty("number", told.number());
    json.writeStringProperty("selector", told.selector());
    json.writeStringProperty("by", told.committedBy());
    json.writeNumberProperty("at", told.committedMicros());
    Json.text(json, "preview", told.previewId());
    Hit counted = told.counted();
    json.writeObjectPropertyStart("counted");
    json.writeNumberProperty("keys", counted.keys());
    json.writeNumberProperty("tenants", counted.tenants());
    json.writeNumberProperty("privileged", counted.privileged());
    json.writeNumberProperty("last_hour", counted.lastHour());
    json.writeNumberProperty("last_day", counted.lastDay());
    json.writeNumberProperty("last_month", counted.lastMonth());
    json.writeEndObject();
    json.writeNumberProperty("new", told.newSince());
    json.writeNumberProperty("gone", told.goneSince());
    json.writeNumberProperty("up_to", rule.upTo());
    BitSet frozen = rule.frozen();
    if (frozen != null) {
      SerialSet.write(json, frozen);
    }
  }

  private static Rule rule(Fields fields, Pick.Compiler picks) throws BrokenBody {
    Fields counted = fields.object("counted");
    Hit hit =
        new Hit(
            counted.number("keys"),
            counted.number("tenants"),
            counted.number("privileged"),
            counted.number("last_hour"),
            counted.number("last_day"),
            counted.number("last_month"));
    counted.end();
    Invalidation told =
        new Invalidation(
            fields.text("id"),
            fields.count("number"),
            fields.text("selector"),
            fields.text("by"),
            fields.number("at"),
            fields.textOrEmpty("preview"),
            hit,
            fields.number("new"),
            fields.number("gone"));
    int upTo = fields.count("up_to");
    @Nullable BitSet frozen = SerialSet.read(fields, upTo);
    return new Rule(told, upTo, frozen, picks.compile(told.selector()));
  }

  /// A wish for a key as bytes, the same for the same wish.
  public static byte[] write(MintRequest request) {
    return Json.object(json -> request(json, request));
  }

  static void request(JsonGenerator json, MintRequest request) {
    json.writeStringProperty("tenant", request.tenant());
    Json.word(json, "environment", request.environment());
    Json.text(json, "principal", request.principal());
    Json.text(json, "owner", request.owner());
    Json.text(json, "contact", request.contact());
    Json.text(json, "integration", request.integration().kind());
    Json.text(json, "runbook", request.integration().runbook());
    Json.word(json, "privilege", request.privilege());
    KeyCodec.grant(json, request.grant());
    Json.word(json, "binding", request.binding());
    Json.text(json, "public_key", request.publicKey());
    Json.number(json, "expires", request.expiresMicros(), KeyFacts.NEVER);
    Json.text(json, "parent", request.parentId());
    Json.word(json, "nature", request.nature());
    Json.text(json, "note", request.note());
    Json.map(json, "labels", request.labels());
    Json.text(json, "once", request.idempotencyKey());
  }

  static MintRequest request(Fields fields) throws BrokenBody {
    Map<String, String> labels = fields.map("labels");
    return new MintRequest(
        fields.text("tenant"),
        fields.word("environment", Environment.class),
        fields.textOrEmpty("principal"),
        fields.textOrEmpty("owner"),
        fields.textOrEmpty("contact"),
        new Integration(fields.textOrEmpty("integration"), fields.textOrEmpty("runbook")),
        fields.word("privilege", Privilege.class),
        KeyCodec.grant(fields.object("grant")),
        fields.word("binding", Binding.class),
        fields.textOrEmpty("public_key"),
        fields.number("expires", KeyFacts.NEVER),
        fields.textOrEmpty("parent"),
        fields.word("nature", Nature.class),
        fields.textOrEmpty("note"),
        labels,
        fields.textOrEmpty("once"));
  }
}

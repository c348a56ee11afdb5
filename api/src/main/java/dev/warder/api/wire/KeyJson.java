package dev.warder.api.wire;

import dev.warder.api.json.JsonText;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.Nature;
import dev.warder.keys.Terms;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.KeyFacts;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// A key on the wire. Never holds its secret or a hash of it: [ManagedKey] has neither.
public final class KeyJson {
  private KeyJson() {}

  /// Writes one object.
  public static void write(JsonGenerator json, ManagedKey key) {
    KeyFacts facts = key.facts();
    json.writeStartObject();
    json.writeStringProperty("id", key.id());
    json.writeStringProperty("tenant", facts.tenant());
    json.writeStringProperty("state", word(key.state()));
    json.writeStringProperty("environment", word(facts.environment()));
    json.writeBooleanProperty("privileged", facts.privilege() == Privilege.PRIVILEGED);
    JsonText.optional(json, "principal", facts.principal());
    JsonText.optional(json, "owner", key.owner());
    JsonText.optional(json, "contact", key.contact());
    integration(json, facts.integrationKind(), key.runbook());
    terms(json, key.terms());
    json.writeStringProperty("binding", word(facts.binding()));
    JsonText.time(json, "minted", facts.mintedMicros());
    JsonText.time(json, "expires", facts.expiresMicros());
    JsonText.time(json, "overlap_ends", facts.overlapEndsMicros());
    JsonText.optional(json, "parent", facts.parentId());
    JsonText.optional(json, "successor", key.successorId());
    if (key.nature() == Nature.HONEY) {
      json.writeBooleanProperty("honey", true);
    }
    JsonText.optional(json, "note", key.note());
    labels(json, key);
    JsonText.time(json, "last_used", key.lastUsedMicros());
    JsonText.optional(json, "last_source", key.lastSource());
    json.writeNumberProperty("version", key.version());
    json.writeEndObject();
  }

  /// The document of one key.
  public static byte[] document(ManagedKey key) {
    return JsonText.of(json -> write(json, key));
  }

  /// A constant as it is spelt on the wire: `out_of_scope`.
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /// The terms, as properties of the object that is open; empty ones are left out.
  static void terms(JsonGenerator json, Terms terms) {
    texts(json, "scopes", terms.scopes());
    texts(json, "scope_sets", terms.scopeSets());
    texts(json, "places", terms.places());
    texts(json, "hours", terms.hours());
    texts(json, "limits", terms.limits());
    texts(json, "held", terms.held());
    json.writeStringProperty("mode", word(terms.mode()));
  }

  /// A list, left out where it is empty.
  public static void texts(JsonGenerator json, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      json.writeArrayPropertyStart(name);
      texts.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  private static void integration(JsonGenerator json, String kind, String runbook) {
    if (kind.isEmpty() && runbook.isEmpty()) {
      return;
    }
    json.writeObjectPropertyStart("integration");
    JsonText.optional(json, "kind", kind);
    JsonText.optional(json, "runbook", runbook);
    json.writeEndObject();
  }

  private static void labels(JsonGenerator json, ManagedKey key) {
    if (!key.labels().isEmpty()) {
      json.writeObjectPropertyStart("labels");
      new TreeMap<>(key.labels()).forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }
}

package dev.warder.api.wire;

import dev.warder.api.json.JsonText;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.Nature;
import dev.warder.keys.Origin;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.GrantText;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.posture.Weakness;
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
    if (facts.privilege() != Privilege.UNKNOWN) {
      json.writeBooleanProperty("privileged", facts.privilege() == Privilege.PRIVILEGED);
    }
    JsonText.optional(json, "principal", facts.principal());
    JsonText.optional(json, "owner", key.owner());
    JsonText.optional(json, "contact", key.contact());
    integration(json, facts.integrationKind(), key.runbook());
    grant(json, key.grant());
    json.writeStringProperty("binding", word(facts.binding()));
    JsonText.time(json, "minted", facts.mintedMicros());
    JsonText.time(json, "expires", facts.expiresMicros());
    JsonText.time(json, "overlap_ends", facts.overlapEndsMicros());
    JsonText.optional(json, "parent", facts.parentId());
    JsonText.optional(json, "successor", key.successorId());
    if (key.nature() == Nature.HONEY) {
      json.writeBooleanProperty("honey", true);
    }
    texts(json, "persons", key.persons().names());
    Origin origin = key.origin();
    if (origin != null) {
      json.writeObjectPropertyStart("imported");
      json.writeStringProperty("format", origin.format());
      json.writeStringProperty("id", origin.id());
      json.writeEndObject();
    }
    JsonText.optional(json, "note", key.note());
    labels(json, key);
    JsonText.time(json, "last_used", key.lastUsedMicros());
    JsonText.optional(json, "last_source", key.lastSource());
    texts(json, "posture", key.posture().stream().map(Weakness::word).toList());
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

  /// What a key is allowed, as properties of the object that is open; empty ones are left out.
  static void grant(JsonGenerator json, GrantText grant) {
    texts(json, "scope", grant.scope());
    texts(json, "exempt", grant.exempt());
    texts(json, "places", grant.places());
    texts(json, "hours", grant.hours());
    texts(json, "limits", grant.limits());
    texts(json, "held", lower(grant.held()));
    json.writeStringProperty("mode", grant.mode().toLowerCase(Locale.ROOT));
  }

  private static List<String> lower(List<String> words) {
    return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
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

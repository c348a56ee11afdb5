package dev.warder.server.journal;

import dev.warder.server.json.Json;
import dev.warder.store.journal.SignedHead;
import dev.warder.store.journal.Verification;
import dev.warder.store.journal.Verification.Trouble;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// What verification told, for programs.
final class VerificationDocument {
  private VerificationDocument() {}

  /// Writes one document for one journal, and one that holds several for several.
  static void write(Map<Place, Verification> told, OutputStream out) {
    try (JsonGenerator json = Json.to(out)) {
      json.writeStartObject();
      if (told.keySet().stream().allMatch(Place::isAlone)) {
        told.values().forEach(one -> fields(json, one));
      } else {
        json.writeBooleanProperty(
            "whole", told.values().stream().allMatch(one -> one.verdict().isWhole()));
        json.writeArrayPropertyStart("journals");
        told.forEach((place, one) -> {
          json.writeStartObject();
          json.writeStringProperty("journal", place.name());
          fields(json, one);
          json.writeEndObject();
        });
        json.writeEndArray();
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void fields(JsonGenerator json, Verification told) {
    json.writeStringProperty("verdict", word(told.verdict()));
    json.writeBooleanProperty("whole", told.verdict().isWhole());
    json.writeNumberProperty("segments", told.segments());
    json.writeNumberProperty("first_entry", told.firstEntry());
    json.writeNumberProperty("last_entry", told.lastEntry());
    json.writeNumberProperty("entries", told.entries());
    json.writeNumberProperty("lost", told.lost());
    json.writeNumberProperty("heads", told.heads());
    json.writeNumberProperty("signed_up_to", told.signedUpTo());
    json.writeStringProperty("public_key_sha256", told.publicKey());
    json.writeStringProperty("public_key_from", word(told.keyFrom()));
    SignedHead head = told.head();
    if (head != null) {
      json.writeStringProperty("head", head.line());
    }
    json.writeArrayPropertyStart("troubles");
    told.troubles().forEach(trouble -> trouble(json, trouble));
    json.writeEndArray();
    json.writeArrayPropertyStart("notes");
    told.notes().forEach(json::writeString);
    json.writeEndArray();
  }

  private static void trouble(JsonGenerator json, Trouble trouble) {
    json.writeStartObject();
    json.writeStringProperty("kind", word(trouble.kind()));
    json.writeNumberProperty("segment", trouble.segment());
    json.writeNumberProperty("after_entry", trouble.entry());
    json.writeNumberProperty("offset", trouble.offset());
    json.writeStringProperty("words", trouble.words());
    json.writeEndObject();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

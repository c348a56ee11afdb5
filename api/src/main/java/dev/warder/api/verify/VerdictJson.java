package dev.warder.api.verify;

import dev.warder.api.json.JsonText;
import dev.warder.api.wire.KeyJson;
import dev.warder.keys.Verdict;
import dev.warder.policy.Mode;
import tools.jackson.core.JsonGenerator;

/// A verdict on the wire.
///
/// Shape
/// `{"verdict":"v…","allowed":false,"code":"revoked","reason":"…","key":"…","tenant":"acme"}`; key
/// and tenant only where the right secret was shown
final class VerdictJson {
  private VerdictJson() {}

  static void write(JsonGenerator json, Verdict verdict) {
    json.writeStartObject();
    json.writeStringProperty("verdict", verdict.id().toString());
    json.writeBooleanProperty("allowed", verdict.isAllowed());
    json.writeStringProperty("code", VerdictWords.code(verdict.reason()));
    json.writeStringProperty("reason", VerdictWords.sentence(verdict.reason()));
    JsonText.optional(json, "key", verdict.keyId());
    JsonText.optional(json, "tenant", verdict.tenant());
    JsonText.optional(json, "principal", verdict.principal());
    if (verdict.mode() != Mode.ENFORCE) {
      json.writeStringProperty("mode", KeyJson.word(verdict.mode()));
    }
    if (!verdict.approvalId().isEmpty()) {
      json.writeStringProperty("approval", verdict.approvalId());
      json.writeStringProperty("approval_at", VerdictWords.at(verdict));
    }
    if (verdict.retryAfterMicros() > 0) {
      json.writeNumberProperty("retry_after_seconds", VerdictWords.retryAfterSeconds(verdict));
    }
    json.writeEndObject();
  }
}

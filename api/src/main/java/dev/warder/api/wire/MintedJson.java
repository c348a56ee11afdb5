package dev.warder.api.wire;

import dev.warder.api.http.Reply;
import dev.warder.api.json.JsonText;
import dev.warder.keys.Approval;
import dev.warder.keys.MintOutcome;
import dev.warder.keys.Minted;
import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;

/// What became of a wish for a key, on the wire: the one place where a secret is shown.
///
/// Shape `{"key":{…},"secret":"wdr_live_…"}` with 201; without the secret and 200 where the wish is
/// a repeat; `{"approval":{…}}` with 202 where a second person has to approve
public final class MintedJson {
  private MintedJson() {}

  public static Reply reply(MintOutcome outcome) {
    return switch (outcome) {
      case Minted minted -> minted(minted);
      case Approval approval ->
          Reply.json(
                  202,
                  JsonText.of(json -> {
                    json.writeStartObject();
                    json.writeName("approval");
                    approval(json, approval);
                    json.writeEndObject();
                  }))
              .with("location", "/v1/approvals/" + approval.id());
    };
  }

  private static Reply minted(Minted minted) {
    Secret secret = minted.secret();
    byte[] document =
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeName("key");
          KeyJson.write(json, minted.key());
          if (secret != null) {
            json.writeStringProperty("secret", new String(secret.expose(), StandardCharsets.UTF_8));
          }
          json.writeEndObject();
        });
    return Reply.json(secret == null ? 200 : 201, document)
        .with("location", "/v1/keys/" + minted.key().id())
        .with("etag", Versions.tag(minted.key().version()));
  }

  /// Writes a wish that waits, or waited, for a second person.
  public static void approval(JsonGenerator json, Approval approval) {
    json.writeStartObject();
    json.writeStringProperty("id", approval.id());
    json.writeStringProperty("state", KeyJson.word(approval.state()));
    json.writeStringProperty("tenant", approval.request().tenant());
    JsonText.optional(json, "principal", approval.request().principal());
    KeyJson.grant(json, approval.request().grant());
    json.writeStringProperty("asked_by", approval.askedBy());
    JsonText.time(json, "asked", approval.askedMicros());
    JsonText.optional(json, "decided_by", approval.decidedBy());
    JsonText.optional(json, "key", approval.keyId());
    json.writeEndObject();
  }
}

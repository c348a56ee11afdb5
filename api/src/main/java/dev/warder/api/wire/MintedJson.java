package dev.warder.api.wire;

import dev.warder.api.http.Reply;
import dev.warder.api.json.JsonText;
import dev.warder.keys.Approval;
import dev.warder.keys.MintOutcome;
import dev.warder.keys.Minted;
import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;

/// What became of a wish for a key, on the wire: the one place where a secret is shown.
///
/// Shape `{"key":{…},"secret":"wdr_live_…"}` with 201; without the secret and 200 where there is no
/// new one to show; `{"approval":{…}}` with 202 where a second person has to approve
public final class MintedJson {
  private MintedJson() {}

  public static Reply reply(MintOutcome outcome) {
    return switch (outcome) {
      case Minted minted -> minted(minted);
      case Approval approval -> ApprovalJson.waiting(approval);
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
}

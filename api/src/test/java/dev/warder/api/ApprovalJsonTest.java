package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.api.json.JsonText;
import dev.warder.api.wire.ApprovalJson;
import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import dev.warder.keys.Integration;
import dev.warder.keys.KeyChange;
import dev.warder.keys.MintRequest;
import dev.warder.model.RiskClass;
import dev.warder.policy.Environment;
import dev.warder.policy.GrantText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who approves is shown all that he approves.
class ApprovalJsonTest {
  private static final GrantText UNBOUND =
      new GrantText(
          List.of("@readers"), List.of(), List.of(), List.of(), List.of(), List.of(), "ENFORCE");

  private static String json(AskedFor asked) {
    Approval approval =
        new Approval(
            "wish-1",
            asked,
            "alice",
            "",
            1,
            Approval.State.WAITING,
            "",
            "",
            "ab",
            Map.of("readers", List.of("GET /api/**")));
    return JsonText.text(json -> ApprovalJson.write(json, approval));
  }

  @Test
  void aHeldCallIsShownWithAllThatIsApproved() {
    Approval approval =
        Approval.waiting(
            "call-1",
            new AskedFor.HeldCall(
                "acme",
                "k1",
                "digest",
                "api.example.org",
                "POST",
                "/api/run/7",
                "x=1",
                RiskClass.EXECUTE,
                3_600_000_000L),
            new Actor("k1", "203.0.113.7"),
            1_800_000_000L);
    assertThat(JsonText.text(json -> ApprovalJson.write(json, approval)))
        .isEqualTo(
            "{\"id\":\"call-1\",\"state\":\"waiting\",\"asks\":\"call\",\"tenant\":\"acme\","
                + "\"of\":\"k1\",\"method\":\"POST\",\"host\":\"api.example.org\","
                + "\"path\":\"/api/run/7\",\"query\":\"x=1\",\"risk\":\"execute\","
                + "\"until\":\"1970-01-01T01:00:00Z\",\"asked_by\":\"k1\","
                + "\"asked_from\":\"203.0.113.7\",\"asked\":\"1970-01-01T00:30:00Z\"}");
  }

  @Test
  void aChangeThatTakesBoundsAwayShowsTheEmptyLists() {
    assertThat(json(new AskedFor.Change("acme", "k1", 3, KeyChange.ofGrant(UNBOUND))))
        .contains(
            "\"change\":{\"scope\":[\"@readers\"],\"exempt\":[],\"places\":[],\"hours\":[],"
                + "\"limits\":[],\"held\":[],\"mode\":\"enforce\"}",
            "\"sets\":{\"@readers\":[\"GET /api/**\"]}");
  }

  @Test
  void aLaterEndIsShownAndThatThereIsNone() {
    assertThat(json(new AskedFor.Change("acme", "k1", 3, KeyChange.ofExpiry(Long.MAX_VALUE))))
        .contains("\"change\":{\"never_expires\":true}");
    assertThat(json(new AskedFor.Change("acme", "k1", 3, KeyChange.ofExpiry(1_000_000))))
        .contains("\"never_expires\":false,\"expires\":\"1970-01-01T00:00:01Z\"");
  }

  @Test
  void aNewKeyIsShownWhole() {
    MintRequest plain = MintRequest.of("acme", Environment.TEST).allowed(UNBOUND);
    assertThat(json(new AskedFor.NewKey(plain)))
        .contains(
            "\"environment\":\"test\"",
            "\"places\":[]",
            "\"binding\":\"bearer\"",
            "\"never_expires\":true",
            "\"honey\":false",
            "\"labels\":{}");
    MintRequest request =
        plain
            .actingAs("user-1")
            .owned("jane", "jane@example.org")
            .usedBy(new Integration("scim", "https://example.org/r"))
            .mintedBy("parent-1")
            .honey()
            .expiring(1_000_000)
            .described("why", Map.of("team", "ops"));
    assertThat(json(new AskedFor.NewKey(request)))
        .contains(
            "\"principal\":\"user-1\"",
            "\"owner\":\"jane\"",
            "\"contact\":\"jane@example.org\"",
            "\"integration\":{\"kind\":\"scim\",\"runbook\":\"https://example.org/r\"}",
            "\"parent\":\"parent-1\"",
            "\"honey\":true",
            "\"expires\":\"1970-01-01T00:00:01Z\"",
            "\"note\":\"why\"",
            "\"labels\":{\"team\":\"ops\"}",
            "\"public_key\":\"\"");
  }
}

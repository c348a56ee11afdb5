package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.policy.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Held calls at the doors: each names what it waits for, and passes where that is approved.
@Timeout(60)
class HeldIT {
  private OpenDoors doors;

  @BeforeEach
  void open() throws Exception {
    doors = OpenDoors.open();
    doors.keys.tell("held", Reason.HELD, "k1", "acme");
  }

  @AfterEach
  void close() {
    doors.close();
  }

  private OpenDoors.Answered proxied(String path, String query) throws Exception {
    return doors.bare(
        "GET",
        path,
        "",
        "x-warder-token",
        "admin-token",
        "x-original-method",
        "POST",
        "x-original-uri",
        "/a" + query,
        "authorization",
        "Bearer held");
  }

  @Test
  void whoAsksInJsonIsToldTheApprovalOneByOneAndManyAtATime() throws Exception {
    String call = "{\"key\":\"held\",\"method\":\"POST\",\"path\":\"/a\",\"query\":\"%s\"}";
    assertThat(doors.ask("POST", "/v1/verify", call.formatted("x")).body())
        .contains(
            "\"allowed\":false",
            "\"code\":\"held\"",
            "\"approval\":\"call-x\"",
            "\"approval_at\":\"/v1/approvals/call-x\"");
    assertThat(doors.ask("POST", "/v1/verify", call.formatted("approved")).body())
        .contains("\"allowed\":true", "\"approval\":\"call-approved\"");
    assertThat(
            doors
                .ask(
                    "POST",
                    "/v1/verify/batch",
                    "{\"calls\":["
                        + call.formatted("x")
                        + ",{\"key\":\"none\",\"method\":\"GET\",\"path\":\"/a\"},"
                        + call.formatted("approved")
                        + "]}")
                .body())
        .containsSubsequence("call-x", "\"code\":\"unknown\"", "call-approved");
  }

  @Test
  void proxiesAreToldTheApproval() throws Exception {
    OpenDoors.Answered nginx = proxied("/v1/auth-request", "?x");
    assertThat(nginx.status()).isEqualTo(403);
    assertThat(nginx.body()).contains("\"approval\":\"call-x\"", "/v1/approvals/call-x");
    assertThat(proxied("/v1/auth-request", "?approved").status()).isEqualTo(204);
    assertThat(proxied("/v1/ext-authz/a?x", "").body()).contains("\"approval\":\"call-x\"");
    assertThat(proxied("/v1/ext-authz/a?approved", "").status()).isEqualTo(200);
  }

  @Test
  void aHeldCredentialOfWardersOwnIsRefusedAndNobodyIsAsked() throws Exception {
    doors.keys.tell("own-held", Reason.HELD, "admin", "warder");
    OpenDoors.Answered answer =
        doors.bare("GET", "/v1/keys", "", "authorization", "Bearer own-held");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("approval\"");
  }
}

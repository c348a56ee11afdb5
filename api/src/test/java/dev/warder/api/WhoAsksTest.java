package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.policy.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each door tells keys which one it is, and what software made the call that is asked about.
class WhoAsksTest {
  private OpenDoors doors;

  @BeforeEach
  void open() throws Exception {
    doors = OpenDoors.open();
  }

  @AfterEach
  void close() {
    doors.close();
  }

  @Test
  void verifyTellsTheAgentThatItWasTold() throws Exception {
    verify(",\"user_agent\":\"curl/8.1\"");
    assertThat(last().door() + " " + last().userAgent()).isEqualTo("verify curl/8.1");
    verify("");
    assertThat(last().userAgent()).as("not that of whoever asks").isEmpty();
  }

  @Test
  void proxiesTellTheAgentOfTheCallTheyHold() throws Exception {
    String[] headers = {
      "x-warder-token", "admin-token",
      "x-original-method", "GET",
      "x-original-uri", "/a",
      "user-agent", "curl/8.1",
      "authorization", "Bearer good"
    };
    doors.bare("GET", "/v1/auth-request", "", headers);
    assertThat(last().door() + " " + last().userAgent()).isEqualTo("auth_request curl/8.1");
    doors.bare("GET", "/v1/ext-authz/a", "", headers);
    assertThat(last().door() + " " + last().userAgent()).isEqualTo("ext_authz curl/8.1");
  }

  @Test
  void wardersOwnCredentialsAreAskedAboutByADoorOfTheirOwn() throws Exception {
    verify("");
    assertThat(doors.keys.asked.stream().map(Request::door)).containsExactly("own", "verify");
  }

  @Test
  void workThatIsDueIsAskedAboutByADoorAndARightOfItsOwn() throws Exception {
    doors.bare(
        "POST",
        "/v1/verify/scheduled",
        "{\"key_id\":\"k1\",\"verdict\":\"v1\",\"method\":\"POST\",\"path\":\"/a\"}",
        "authorization",
        "Bearer admin-token",
        "content-type",
        "application/json");

    assertThat(doors.keys.asked)
        .extracting(asked -> asked.door() + " " + asked.method() + " " + asked.path())
        .containsExactly("own POST /v1/verify/scheduled", "scheduled POST /a");
  }

  private void verify(String more) throws Exception {
    doors.bare(
        "POST",
        "/v1/verify",
        "{\"key\":\"good\",\"method\":\"GET\",\"path\":\"/a\"" + more + "}",
        "authorization",
        "Bearer admin-token",
        "content-type",
        "application/json");
  }

  private Request last() {
    return doors.keys.asked.stream().reduce((before, after) -> after).orElseThrow();
  }
}

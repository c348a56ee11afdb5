package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Keys.Suspicion;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.verify.RecordedVerdict;
import dev.warder.keys.verify.RecordedVerdicts;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever follows the record of verdicts learns of each call what was known of it.
class RecordedVerdictsTest {
  private static final String OF_VERSION_2 =
      "{\"v\":2,\"verdict\":\"v01\",\"reason\":\"ALLOWED\",\"pass\":1,\"mode\":\"ENFORCE\","
          + "\"key\":\"k1\",\"host\":\"api.example.org\"}";
  private static final String PERSONAL =
      "{\"operation\":\"GET /api/systems\",\"address\":\"203.0.113.7\"}";

  private final RecordedVerdicts reading = new RecordedVerdicts(Rig.SETTINGS.shape());
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.open();
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void recordTellsDoorAgentAddressAndPrincipalOfACall() throws Exception {
    Minted minted = rig.mint(Rig.request("acme").actingAs("svc-sync"));
    verify(minted, "curl/8.1");

    assertThat(recorded())
        .singleElement()
        .satisfies(verdict -> {
          assertThat(verdict.door()).isEqualTo("verify");
          assertThat(verdict.userAgent()).isEqualTo("curl/8.1");
          assertThat(verdict.principal()).isEqualTo("svc-sync");
          assertThat(verdict.keyId()).isEqualTo(minted.key().id());
          assertThat(verdict.tenant()).isEqualTo("acme");
          assertThat(verdict.method() + " " + verdict.path()).isEqualTo("GET /api/systems");
          assertThat(verdict.source().address()).isEqualTo("203.0.113.7");
          assertThat(verdict.source().canonical()).isEqualTo("AS14061 DE");
          assertThat(verdict.passed()).isTrue();
        });
  }

  @Test
  void recordNamesTheKeyOfACallWhoseCallerWasToldThatThereIsNone() throws Exception {
    Minted trap = rig.mint(Rig.request("acme").honey());
    Minted suspect = rig.mint();
    rig.keys.revoke(ADMIN, suspect.key().id(), "");
    rig.keys.suspect(suspect.key().id(), Suspicion.OPEN_INCIDENT);
    verify(trap, "");
    verify(suspect, "");

    assertThat(recorded())
        .extracting(RecordedVerdict::reason, RecordedVerdict::keyId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Reason.UNKNOWN, trap.key().id()),
            org.assertj.core.groups.Tuple.tuple(Reason.UNKNOWN, suspect.key().id()));
  }

  @Test
  void agentIsBoundedAndShowsNoKey() throws Exception {
    Minted minted = rig.mint();
    verify(minted, "x".repeat(10_000));
    verify(minted, "mine is " + Rig.text(minted));

    assertThat(recorded().getFirst().userAgent()).hasSize(Request.MAX_AGENT);
    assertThat(recorded().getLast().userAgent()).contains("mine is").doesNotContain(secret(minted));
  }

  @Test
  void whatIsPersonalOfAForgottenTenantIsInNoRecordAnyMore() throws Exception {
    Minted minted = rig.mint(Rig.request("acme").actingAs("svc-sync"));
    verify(minted, "curl/8.1");
    rig.keys.revoke(ADMIN, minted.key().id(), "");
    rig.keys.forget(ADMIN, "acme");

    assertThat(recorded())
        .singleElement()
        .satisfies(verdict -> {
          assertThat(verdict.userAgent() + verdict.principal() + verdict.path()).isEmpty();
          assertThat(verdict.source().address()).isEmpty();
          assertThat(verdict.method()).isEqualTo("GET");
        });
  }

  @Test
  void entriesOfBeforeDoorsAndAgentsWereWrittenDownReadBack() {
    RecordedVerdict verdict =
        requireNonNull(
            reading.read(
                entry(
                    new Facts(List.of(), ascii(OF_VERSION_2)),
                    new Facts(List.of(), ascii(PERSONAL)))),
            "not read");

    assertThat(verdict.door() + verdict.userAgent() + verdict.principal()).isEmpty();
    assertThat(verdict.path()).isEqualTo("/api/systems");
    assertThat(verdict.source().address()).isEqualTo("203.0.113.7");
  }

  @Test
  void entryOfTodayIsLaidOutLikeThis() {
    RecordedVerdict verdict =
        requireNonNull(
            reading.read(
                entry(
                    new Facts(List.of("auth_request"), ascii(OF_VERSION_2)),
                    new Facts(List.of("curl/8.1", "svc-sync"), ascii(PERSONAL)))),
            "not read");

    assertThat(verdict.door()).isEqualTo("auth_request");
    assertThat(verdict.userAgent()).isEqualTo("curl/8.1");
    assertThat(verdict.principal()).isEqualTo("svc-sync");
  }

  @Test
  void entryThatIsDamagedIsNone() {
    assertThat(reading.read(entry(new Facts(List.of(), ascii("{")), Facts.NONE))).isNull();
  }

  private static Entry entry(Facts facts, Facts personal) {
    return new Entry(EntryKind.VERDICT, 5, "acme", "k1", "GET", "AS14061 DE", facts, personal);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String secret(Minted minted) {
    return Rig.text(minted).substring(26);
  }

  private void verify(Minted minted, String agent) {
    Request plain = rig.get("/api/systems");
    rig.keys.verify(
        Presented.of(Rig.text(minted)),
        new Request(
            plain.timeMicros(),
            plain.api(),
            plain.method(),
            plain.path(),
            plain.source(),
            agent,
            "verify"));
  }

  private List<RecordedVerdict> recorded() throws Exception {
    rig.keys.list("used-from DE", "", 9);
    List<RecordedVerdict> verdicts = new ArrayList<>();
    rig.calls.read(
        1,
        (number, entry) -> {
          RecordedVerdict verdict = reading.read(entry);
          if (verdict != null) {
            verdicts.add(verdict);
          }
          return true;
        });
    return verdicts;
  }
}

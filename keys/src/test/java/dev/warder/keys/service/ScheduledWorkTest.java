package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Keys.Suspicion;
import dev.warder.keys.Management;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.Scheduled;
import dev.warder.keys.Verdict;
import dev.warder.model.Source;
import dev.warder.policy.GrantText;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Work that a key set up is done only while that key may do it, and asking is no use of the key.
class ScheduledWorkTest {
  private Rig rig;

  @BeforeEach
  void open() throws Exception {
    rig = Rig.open(Rig.SETTINGS.managedBy(new Management("warder", List.of())));
  }

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void workOfALiveKeyRunsIfItsScopeMeansIt() throws Exception {
    Minted key = rig.mint();
    Verdict verdict = due(key);
    assertThat(verdict.isAllowed()).isTrue();
    assertThat(verdict.keyId()).isEqualTo(key.key().id());
    assertThat(verdict.tenant()).isEqualTo("acme");
    assertThat(ask(key.key().id(), "DELETE", "/api/systems")).isEqualTo(Reason.OUT_OF_SCOPE);
  }

  @Test
  void workOfAKeyThatHasEndedOrIsFencedDoesNotRun() throws Exception {
    Minted revoked = rig.mint();
    Minted invalidated = rig.mint(request("globex"));
    Minted fenced = rig.mint();
    Minted expired = rig.mint(request("acme").expiring(rig.micros() + 60_000_000));
    Minted rotated = rig.mint();
    List<Minted> all = List.of(revoked, invalidated, fenced, expired, rotated);
    assertThat(all).allMatch(key -> due(key).isAllowed());

    rig.keys.revoke(ADMIN, revoked.key().id(), "");
    rig.keys.invalidate(ADMIN, "tenant = globex", null);
    rig.keys.fence(ADMIN, fenced.key().id(), "");
    rig.keys.rotate(ADMIN, rotated.key().id(), Duration.ofMinutes(1));
    rig.pass(Duration.ofMinutes(1));

    assertThat(all)
        .extracting(key -> due(key).reason())
        .containsExactly(
            Reason.REVOKED, Reason.INVALIDATED, Reason.FENCED, Reason.EXPIRED, Reason.ROTATED);
    rig.keys.unfence(ADMIN, fenced.key().id(), "");
    assertThat(due(fenced).isAllowed()).isTrue();
  }

  @Test
  void whatIsNotThereIsATrapOrIsWardersOwnIsUnknownAndSoundsNoAlarm() throws Exception {
    Minted trap = rig.mint(request("acme").honey());
    Minted own = rig.mint(request("warder"));
    Minted retired = rig.mint();
    rig.keys.revoke(ADMIN, retired.key().id(), "");

    assertThat(due(trap).reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(due(own).reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(due(own).keyId()).isEmpty();
    assertThat(ask("nobody", "GET", "/api/systems")).isEqualTo(Reason.UNKNOWN);
    assertThat(ask("x".repeat(9_999), "GET", "/api/systems")).isEqualTo(Reason.UNKNOWN);
    assertThat(due(retired).reason()).isEqualTo(Reason.REVOKED);

    rig.keys.close();
    assertThat(rig.alarms).isEmpty();
  }

  @Test
  void whatIsRefusedOfASuspectKeyIsRefusedAsOfAnUnknownOne() throws Exception {
    Minted key = rig.mint();
    rig.keys.suspect(key.key().id(), Suspicion.OPEN_INCIDENT);
    assertThat(due(key).isAllowed()).as("a suspicion ends nothing").isTrue();
    rig.keys.fence(ADMIN, key.key().id(), "");

    Verdict verdict = due(key);

    assertThat(verdict.reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(verdict.keyId()).isEmpty();
    assertThat(rig.keys.explain(verdict.id().toString()).sentences())
        .anyMatch(sentence -> sentence.contains("FENCED"));
  }

  @Test
  void askingIsNoUseOfTheKeyAndTakesNothingFromItsLimits() throws Exception {
    GrantText nothing = MintRequest.OPENS_NOTHING;
    Minted key =
        rig.mint(
            request("acme")
                .allowed(
                    new GrantText(
                        List.of("GET /api/**"),
                        List.of(),
                        List.of("10.0.0.0/8"),
                        List.of(),
                        List.of("1/h"),
                        List.of(),
                        nothing.mode())));

    for (int i = 0; i < 5; i++) {
      assertThat(due(key).isAllowed()).as("%s: from where is not asked", i).isTrue();
    }
    assertThat(rig.keys.list("last-used never and id = " + key.key().id(), "", 9).keys())
        .hasSize(1);
    assertThat(rig.keys.list("touched GET /api/systems", "", 9).keys()).isEmpty();
  }

  @Test
  void verdictNamesWhatSetTheWorkUp() throws Exception {
    Minted key = rig.mint();
    Verdict verdict =
        rig.keys.verifyScheduled(
            new Scheduled(key.key().id(), "v01SETUP"), rig.get("/api/systems"));

    assertThat(rig.keys.explain(verdict.id().toString()).sentences())
        .anyMatch(sentence -> sentence.contains("v01SETUP"));
  }

  private Verdict due(Minted key) {
    return rig.keys.verifyScheduled(
        new Scheduled(key.key().id(), "v1"), work("GET", "/api/systems"));
  }

  private Reason ask(String id, String method, String path) {
    return rig.keys.verifyScheduled(new Scheduled(id, "v1"), work(method, path)).reason();
  }

  private Request work(String method, String path) {
    return new Request(rig.micros(), "", method, path, Source.UNKNOWN, "", "scheduled");
  }
}

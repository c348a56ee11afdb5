package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.Explanation;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.Verdict;
import dev.warder.keys.verify.RecordedVerdict;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.CredentialKind;
import dev.warder.model.ErrorCode;
import dev.warder.model.Outcome;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.JournalSettings.WhenBehind;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.fake.MemoryFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Changes and calls are kept apart, and what befalls one journal does not befall the other.
@Timeout(120)
class TwoJournalsTest {
  private static final JournalSettings SETTINGS =
      JournalSettings.defaults().with(new JournalSettings.Sizes(4_096, 1 << 20, 1 << 16, 1 << 12));

  private final MemoryFiles changesDisk = new MemoryFiles();
  private final MemoryFiles callsDisk = new MemoryFiles();
  private final AtomicLong turn = new AtomicLong();

  private SegmentJournal changes() throws Exception {
    return SegmentJournal.open(Path.of("/journal"), SETTINGS, changesDisk);
  }

  private SegmentJournal calls() throws Exception {
    return SegmentJournal.open(Path.of("/calls"), SETTINGS.with(WhenBehind.LOSE), callsDisk);
  }

  private static Keys keys(SegmentJournal changes, SegmentJournal calls) throws Exception {
    return KeyService.open(
        Rig.SETTINGS,
        Rig.peppers(1),
        changes,
        calls,
        new RecordedStore(),
        KeyAlarm.NONE,
        InstantSource.fixed(Rig.START));
  }

  private Request call() {
    long micros = Rig.START.toEpochMilli() * 1_000 + turn.incrementAndGet() * 1_000;
    return new Request(
        micros, "api.example.org", "GET", "/api/people/4711", dev.warder.model.Source.UNKNOWN);
  }

  private Verdict verify(Keys keys, Minted minted) {
    return keys.verify(Presented.of(Rig.text(minted)), call());
  }

  @Test
  void verdictsAreInTheOneAndChangesInTheOther() throws Exception {
    try (SegmentJournal changes = changes();
        SegmentJournal calls = calls()) {
      Keys keys = keys(changes, calls);
      Minted minted = (Minted) keys.mint(ADMIN, request("acme"));
      Verdict verdict = verify(keys, minted);
      assertThat(keys.explain(verdict.id().toString()).told()).isEqualTo(Reason.ALLOWED);
      keys.close();
      assertThat(kinds(changes)).containsOnly(EntryKind.AUDIT);
      assertThat(kinds(calls)).containsOnly(EntryKind.VERDICT);
    }
  }

  @Test
  void whatIsAllowedAtTheGateIsWrittenOnceWithItsCall() throws Exception {
    try (SegmentJournal changes = changes();
        SegmentJournal calls = calls()) {
      Keys keys = keys(changes, calls);
      Minted minted = (Minted) keys.mint(ADMIN, request("acme"));
      Verdict verdict = keys.verify(Presented.of(Rig.text(minted)), atTheGate("/api/people/4711"));
      assertThatThrownBy(() -> keys.explain(verdict.id().toString()))
          .isInstanceOf(KeysException.class);
      assertThat(keys.observed(made(verdict, "/api/people/4711", "SHADOW"))).isTrue();

      Explanation told = keys.explain(verdict.id().toString());
      assertThat(told.told()).isEqualTo(Reason.ALLOWED);
      assertThat(told.keyId()).isEqualTo(minted.key().id());
      assertThat(told.operation()).isEqualTo("GET /api/people/4711");
      assertThat(keys.preview(ADMIN, "touched GET /api/people/{id}").count().keys()).isEqualTo(1);
      keys.close();
      assertThat(kinds(calls)).containsExactly(EntryKind.ACTIVITY);
      assertThat(keys.status().callsRecorded()).isEqualTo(1);
    }
  }

  @Test
  void whatIsRefusedAtTheGateIsWrittenAtOnce() throws Exception {
    try (SegmentJournal changes = changes();
        SegmentJournal calls = calls()) {
      Keys keys = keys(changes, calls);
      Verdict verdict = keys.verify(Presented.of("nonsense"), atTheGate("/api/people/1"));
      assertThat(keys.explain(verdict.id().toString()).told()).isEqualTo(Reason.MALFORMED);
      keys.close();
    }
  }

  @Test
  void whatLastsAtTheGateIsExplainedBeforeItIsOver() throws Exception {
    try (SegmentJournal changes = changes();
        SegmentJournal calls = calls()) {
      Keys keys = keys(changes, calls);
      Minted minted = (Minted) keys.mint(ADMIN, request("acme"));
      Request request = atTheGate("/api/events");
      Verdict verdict = keys.verify(Presented.of(Rig.text(minted)), request);
      keys.lasts(verdict, request);
      assertThat(keys.explain(verdict.id().toString()).keyId()).isEqualTo(minted.key().id());
      keys.close();
      assertThat(kinds(calls)).containsExactly(EntryKind.VERDICT);
    }
  }

  @Test
  void aKeyInThePathOfACallIsWrittenAsItsIdAlone() throws Exception {
    try (SegmentJournal changes = changes();
        SegmentJournal calls = calls()) {
      Keys keys = keys(changes, calls);
      Minted minted = (Minted) keys.mint(ADMIN, request("acme"));
      String path = "/api/people/" + Rig.text(minted);
      Verdict verdict = keys.verify(Presented.of(Rig.text(minted)), atTheGate(path));
      assertThat(keys.observed(made(verdict, path, ""))).isTrue();
      assertThat(keys.explain(verdict.id().toString()).operation())
          .startsWith("GET /api/people/")
          .endsWith(minted.key().id() + "...");
      keys.close();
    }
  }

  private Request atTheGate(String path) {
    Request call = call();
    return new Request(
        call.timeMicros(), call.api(), "GET", path, call.source(), "", RecordedVerdict.GATE);
  }

  private static Activity made(Verdict verdict, String path, String mode) {
    return new Activity(
        verdict.timeMicros(),
        verdict.id().toString(),
        verdict.tenant(),
        new Caller(verdict.keyId(), CredentialKind.API_KEY, "", "", ""),
        dev.warder.model.Source.UNKNOWN,
        Client.UNKNOWN,
        new Call("api.example.org", "GET", path, "", ""),
        Outcome.ofStatus(200),
        0,
        0,
        0,
        List.of(),
        List.of(),
        "",
        List.of(),
        Map.of(ActivityCodec.VERDICT_CODE, "allowed", ActivityCodec.POLICY_MODE, mode));
  }

  private static List<EntryKind> kinds(SegmentJournal journal) throws Exception {
    List<EntryKind> kinds = new ArrayList<>();
    journal.read(1, (number, entry) -> kinds.add(entry.kind()));
    return kinds;
  }

  @Test
  void aFullDiskOfCallsStopsNoChangeAndNoVerdictAndIsCounted() throws Exception {
    try (SegmentJournal changes = changes();
        SegmentJournal calls = calls()) {
      Keys keys = keys(changes, calls);
      Minted first = (Minted) keys.mint(ADMIN, request("acme"));
      verify(keys, first);
      callsDisk.capacity(0);
      Verdict lost = verify(keys, first);
      while (calls.counters().lost(EntryKind.VERDICT) == 0) {
        assertThat(verify(keys, first).reason()).isEqualTo(Reason.ALLOWED);
      }
      Minted second = (Minted) keys.mint(ADMIN, request("acme"));
      keys.revoke(ADMIN, first.key().id(), "");

      assertThat(verify(keys, first).reason()).isEqualTo(Reason.REVOKED);
      assertThat(verify(keys, second).reason()).isEqualTo(Reason.ALLOWED);
      assertThat(keys.status().takesChanges()).isTrue();
      assertThat(changes.counters().lost(EntryKind.AUDIT)).isZero();
      assertThatThrownBy(() -> keys.explain(lost.id().toString()))
          .isInstanceOf(KeysException.class);
      keys.close();
      assertThat(keys.status().verdicts())
          .isEqualTo(keys.status().recorded() + keys.status().unrecorded());
    }
  }

  @Test
  void aFullDiskOfChangesLosesNoVerdict() throws Exception {
    try (SegmentJournal changes = changes();
        SegmentJournal calls = calls()) {
      Keys keys = keys(changes, calls);
      Minted minted = (Minted) keys.mint(ADMIN, request("acme"));
      changesDisk.capacity(0);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  keys.mint(ADMIN, request("acme"));
                }
              })
          .isInstanceOfSatisfying(
              KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));
      Verdict verdict = verify(keys, minted);
      assertThat(keys.explain(verdict.id().toString()).told()).isEqualTo(Reason.ALLOWED);
      assertThat(keys.status().unrecorded()).isZero();
      keys.close();
    }
  }

  @Test
  void whatWasWrittenInOneJournalBeforeIsReadAndItsVerdictsAreExplained() throws Exception {
    Minted minted;
    String early;
    try (SegmentJournal one = changes()) {
      Keys keys = keys(one, one);
      minted = (Minted) keys.mint(ADMIN, request("acme"));
      early = verify(keys, minted).id().toString();
      keys.explain(early);
      keys.close();
    }
    asBefore();
    try (SegmentJournal changes = changes();
        SegmentJournal calls = calls()) {
      Keys keys = keys(changes, calls);
      assertThat(keys.find(minted.key().id()).owner()).isEqualTo("jane");
      String late = verify(keys, minted).id().toString();
      for (String verdict : List.of(early, late)) {
        Explanation why = keys.explain(verdict);
        assertThat(why.told()).isEqualTo(Reason.ALLOWED);
        assertThat(why.operation()).isEqualTo("GET /api/people/4711");
      }
      keys.revoke(ADMIN, minted.key().id(), "");
      keys.forget(ADMIN, "acme");
      for (String verdict : List.of(early, late)) {
        Explanation why = keys.explain(verdict);
        assertThat(why.operation()).isEqualTo("GET");
        assertThat(why.sentences()).anyMatch(sentence -> sentence.contains("forgotten"));
      }
      keys.close();
    }
    try (SegmentJournal changes = changes();
        SegmentJournal calls = calls()) {
      Keys keys = keys(changes, calls);
      assertThat(keys.find(minted.key().id()).owner()).isEmpty();
      assertThat(verify(keys, minted).reason()).isEqualTo(Reason.REVOKED);
      keys.close();
    }
  }

  /// Writes the journal anew as it was written before personal parts were sealed: one body of
  /// version 1 for each entry, its operation in the clear.
  private void asBefore() throws Exception {
    List<Entry> entries = new ArrayList<>();
    try (SegmentJournal one = changes()) {
      one.read(1, (number, entry) -> entries.add(entry));
    }
    changesDisk
        .list(Path.of("/journal"))
        .forEach(name -> changesDisk.remove(Path.of("/journal").resolve(name)));
    assertThat(entries).anyMatch(entry -> !entry.personal().isEmpty());
    try (SegmentJournal old = changes()) {
      for (Entry entry : entries) {
        old.force(
            old.append(
                new Entry(
                    entry.kind(),
                    entry.timeMicros(),
                    entry.tenant(),
                    entry.credentialUid(),
                    entry.kind() == EntryKind.VERDICT ? "GET /api/people/4711" : entry.operation(),
                    entry.source(),
                    joined(entry))));
      }
    }
  }

  private static byte[] joined(Entry entry) throws Exception {
    dev.warder.keys.json.Fields fields = dev.warder.keys.json.Fields.read(entry.body());
    if (!entry.personal().isEmpty()) {
      fields.join(dev.warder.keys.json.Fields.read(entry.personal().bytes()));
    }
    fields.put("v", 1);
    byte[] body = fields.write();
    assertThat(new String(body, StandardCharsets.UTF_8)).startsWith("{\"v\":1,");
    return body;
  }
}

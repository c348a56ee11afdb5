package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.Explanation;
import dev.warder.keys.Forgetting;
import dev.warder.keys.ImportReport;
import dev.warder.keys.Integration;
import dev.warder.keys.KeysException;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.Verdict;
import dev.warder.keys.foreign.LineFault;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Environment;
import dev.warder.policy.Reason;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.Verification;
import dev.warder.store.journal.Verifier;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.store.journal.fake.MemoryFiles.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is personal of a tenant goes when the tenant is forgotten, and nothing else does.
@Timeout(300)
class ForgetTest {
  /// Everything that is personal in these tests, and in nothing else.
  private static final List<String> PERSONAL =
      List.of(
          "svc-jane",
          "jane-owner",
          "jane@",
          "runbook-of-jane",
          "note-of-jane",
          "label-of-jane",
          "198.51.100.77",
          "/api/people/",
          "203.0.113.7",
          "once-of-jane");

  private static final Actor HERE = new Actor("admin-1", "198.51.100.77");

  private static MintRequest request(String tenant) {
    return MintRequest.of(tenant, Environment.LIVE)
        .owned("jane-owner", "jane@" + tenant)
        .actingAs("svc-jane")
        .usedBy(new Integration("scim", "https://runbook-of-jane"))
        .described("note-of-jane", Map.of("team", "label-of-jane"))
        .allowed(Rig.opening("GET /api/**"));
  }

  private static List<Entry> read(Journal journal) throws JournalException {
    List<Entry> entries = new ArrayList<>();
    journal.read(1, (number, entry) -> entries.add(entry));
    return entries;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /// Everything that an entry tells who reads it with all keys that are there.
  private static String words(Entry entry) {
    return entry.operation()
        + entry.source()
        + text(entry.body())
        + entry.personal().texts()
        + text(entry.personal().bytes());
  }

  private static Verdict call(Rig rig, Minted minted) {
    return rig.keys.verify(
        dev.warder.keys.Presented.of(Rig.text(minted)), rig.get("/api/people/4711"));
  }

  @Test
  void whatIsPersonalStandsNowhereInTheClearInTheJournalsAndIsReadBack() throws Exception {
    MemoryFiles files = new MemoryFiles();
    Explanation before;
    String verdict;
    try (Rig rig = Rig.open(files, new RecordedStore())) {
      Minted minted = (Minted) rig.keys.mint(HERE, request("acme"));
      rig.keys.fence(HERE, minted.key().id(), "note-of-jane");
      verdict = call(rig, minted).id().toString();
      before = rig.keys.explain(verdict);
      assertThat(before.operation()).isEqualTo("GET /api/people/4711");
    }
    for (Path folder : List.of(Rig.FOLDER, Rig.CALLS)) {
      for (String name : files.list(folder)) {
        assertThat(text(files.content(folder.resolve(name))))
            .as("%s %s", folder, name)
            .doesNotContain(PERSONAL);
      }
    }
    try (Rig rig = Rig.open(files, new RecordedStore())) {
      ManagedKey key = rig.keys.list("", "", 10).keys().getFirst();
      assertThat(key.owner()).isEqualTo("jane-owner");
      assertThat(key.facts().principal()).isEqualTo("svc-jane");
      assertThat(key.labels()).containsEntry("team", "label-of-jane");
      assertThat(rig.keys.explain(verdict)).isEqualTo(before);
    }
  }

  @Test
  void aForgottenTenantLeavesItsTombstonesAndNothingPersonalAnywhere() throws Exception {
    MemoryFiles files = new MemoryFiles();
    RecordedStore store = new RecordedStore();
    List<Minted> ended = new ArrayList<>();
    String verdict;
    Rig rig = Rig.open(files, store);
    Minted other = rig.mint(request("globex"));
    for (int i = 0; i < 4; i++) {
      ended.add((Minted) rig.keys.mint(HERE, request("acme")));
    }
    verdict = call(rig, ended.getFirst()).id().toString();
    end(rig, ended);
    Forgetting look = rig.keys.forgetting("acme");
    assertThat(look.keys()).isEqualTo(5);
    assertThat(look.open()).isZero();
    assertThat(look.isForgotten()).isFalse();

    Forgetting done = rig.keys.forget(ADMIN, "acme");

    assertThat(done.isForgotten()).isTrue();
    assertThat(done.behind()).isEmpty();
    assertForgotten(rig, store, ended, other, verdict);
    List<String> rows = rows(store);
    rig.close();
    try (Rig again = Rig.open(files, store)) {
      assertForgotten(again, store, ended, other, verdict);
    }
    RecordedStore rebuilt = new RecordedStore();
    try (Rig again = Rig.open(files, rebuilt)) {
      again.keys.forget(ADMIN, "acme");
      assertForgotten(again, rebuilt, ended, other, verdict);
    }
    assertThat(rows(rebuilt)).isEqualTo(rows);
    for (Path folder : List.of(Rig.FOLDER, Rig.CALLS)) {
      assertThat(Verifier.verify(folder, null, List.of(), files).verdict())
          .isEqualTo(Verification.Verdict.WHOLE);
    }
  }

  @Test
  void importedKeyOfAForgottenTenantStaysKnownAndStopsNobodyElsesImport() throws Exception {
    MemoryFiles files = new MemoryFiles();
    Importer old = Importer.plain();
    try (Rig rig = Rig.open(files, new RecordedStore())) {
      old.take(rig.keys, old.line("k1"));
      rig.keys.revoke(ADMIN, rig.verify(old.value("k1")).keyId(), "");
      rig.keys.forget(ADMIN, "acme");
    }
    try (Rig rig = Rig.open(files, new RecordedStore())) {
      assertThat(rig.verify(old.value("k1")).reason()).isEqualTo(Reason.REVOKED);
      ImportReport again =
          old.take(
              rig.keys,
              old.line("k1"),
              old.line("k2"),
              old.line("k3").replace("\"acme\"", "\"globex\""));
      assertThat(again.taken()).isEqualTo(1);
      assertThat(again.refusals())
          .extracting(ImportReport.Refusal::fault)
          .containsExactly(LineFault.KEY_ENDED, LineFault.TENANT_FORGOTTEN);
    }
  }

  /// Ends keys in each of the ways in which they end.
  private static void end(Rig rig, List<Minted> keys) throws KeysException {
    rig.keys.revoke(HERE, keys.get(0).key().id(), "note-of-jane");
    keys.add((Minted) rig.keys.rotate(HERE, keys.get(1).key().id(), Duration.ZERO));
    rig.keys.invalidate(HERE, "tenant = acme and principal = svc-jane", null);
  }

  private static List<String> rows(RecordedStore store) throws Exception {
    List<String> rows = new ArrayList<>();
    store
        .keys()
        .load(row -> rows.add(row.id() + row.principal() + row.standing() + text(row.body())));
    store.documents().load("wish", row -> rows.add(row.id() + text(row.body())));
    return rows.stream().sorted().toList();
  }

  private static void assertForgotten(
      Rig rig, RecordedStore store, List<Minted> ended, Minted other, String verdict)
      throws Exception {
    for (Minted key : ended) {
      assertThat(rig.verify(key).reason()).isEqualTo(Reason.REVOKED);
      assertThat(rig.keys.find(key.key().id()).toString()).doesNotContain(PERSONAL);
    }
    assertThat(rig.verify(other).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.keys.find(other.key().id()).owner()).isEqualTo("jane-owner");
    Explanation why = rig.keys.explain(verdict);
    assertThat(why.sentences()).anyMatch(sentence -> sentence.contains("forgotten"));
    assertThat(why.operation()).isEqualTo("GET");
    for (Entry entry : read(rig.journal)) {
      assertThat(entry.tenant().equals("acme") ? words(entry) : "").doesNotContain(PERSONAL);
    }
    for (Entry entry : read(rig.calls)) {
      assertThat(entry.tenant().equals("acme") ? words(entry) : "").doesNotContain(PERSONAL);
    }
    for (String row : rows(store)) {
      assertThat(row.contains("globex") ? "" : row).doesNotContain(PERSONAL);
    }
    assertThatThrownBy(() -> rig.mint(request("acme")))
        .isInstanceOf(KeysException.class)
        .hasMessageContaining("forgotten");
  }

  @Test
  void aTenantWithKeysThatAreNotEndedIsNotForgotten() throws Exception {
    try (Rig rig = Rig.open()) {
      Minted minted = rig.mint(request("acme"));
      assertThat(rig.keys.forgetting("acme").open()).isEqualTo(1);
      assertThatThrownBy(() -> rig.keys.forget(ADMIN, "acme"))
          .isInstanceOfSatisfying(
              KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID))
          .hasMessageContaining("not ended: 1");
      assertThatThrownBy(() -> rig.keys.forget(ADMIN, "nobody"))
          .isInstanceOfSatisfying(
              KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
      assertThat(rig.verify(minted).reason()).isEqualTo(Reason.ALLOWED);
      assertThat(rig.keys.find(minted.key().id()).owner()).isEqualTo("jane-owner");
    }
  }

  @Test
  void anExpiredKeyOfAForgottenTenantStaysEndedWhateverTheClockSays() throws Exception {
    MemoryFiles files = new MemoryFiles();
    Minted minted;
    try (Rig rig = Rig.open(files, new RecordedStore())) {
      minted =
          rig.mint(request("acme").expiring(rig.micros() + Duration.ofDays(1).toNanos() / 1_000));
      rig.pass(Duration.ofDays(2));
      rig.keys.forget(ADMIN, "acme");
    }
    try (Rig rig = Rig.open(files, new RecordedStore())) {
      assertThat(rig.verify(minted).reason()).isEqualTo(Reason.REVOKED);
    }
  }

  @Test
  void wishesOfAForgottenTenantAreBlankAndNobodyCollectsThem() throws Exception {
    MemoryFiles files = new MemoryFiles();
    RecordedStore store = new RecordedStore();
    KeysSettings settings = KeysSettings.standard();
    Approval asked;
    try (Rig rig = Rig.open(files, store, settings, Rig.peppers(1))) {
      MintRequest wish = request("acme").privileged().once("once-of-jane");
      asked = (Approval) rig.keys.mint(ADMIN, wish);
      rig.keys.approve(OTHER, asked.id());
      rig.keys.forget(ADMIN, "acme");
      assertThatThrownBy(() -> rig.keys.collect(ADMIN, asked.id()))
          .isInstanceOf(KeysException.class);
      assertThat(rig.keys.approvals().toString()).doesNotContain(PERSONAL);
    }
    assertThat(rows(store).toString()).doesNotContain(PERSONAL).contains(asked.id());
    for (RecordedStore rows : List.of(store, new RecordedStore())) {
      try (Rig rig = Rig.open(files, rows, settings, Rig.peppers(1))) {
        assertThat(rig.keys.approvals().getFirst().state()).isEqualTo(Approval.State.REFUSED);
        assertThat(rig.keys.approvals().toString()).doesNotContain(PERSONAL);
      }
    }
  }

  @Test
  void whereverTheDiskFailsATenantIsForgottenWhollyOrNotAtAllAfterTheNextStart() throws Exception {
    long operations = Long.MAX_VALUE;
    int forgotten = 0;
    int kept = 0;
    for (long n = 1; n <= operations; n++) {
      for (LongPredicate survives : survivals(n)) {
        MemoryFiles files = new MemoryFiles();
        List<Minted> ended = new ArrayList<>();
        String verdict;
        boolean told = false;
        try (Rig rig = Rig.open(files, new RecordedStore())) {
          ended.add((Minted) rig.keys.mint(HERE, request("acme")));
          verdict = call(rig, ended.getFirst()).id().toString();
          assertThat(rig.keys.explain(verdict).operation()).contains("/api/people/");
          rig.keys.revoke(HERE, ended.getFirst().key().id(), "note-of-jane");
          long failing = n;
          files.fail(Failure.INPUT_OUTPUT, operation -> operation >= failing);
          rig.keys.forget(ADMIN, "acme");
          told = true;
          if (files.operations() < n) {
            operations = n;
          }
        } catch (KeysException | JournalException e) {
          // That is what this test is about.
          verdict = "";
        }
        boolean gone = check(files.crash(survives), ended);
        assertThat(gone || !told).as("failing at operation %d", n).isTrue();
        forgotten += gone ? 1 : 0;
        kept += gone ? 0 : 1;
      }
    }
    assertThat(operations).isGreaterThan(10);
    assertThat(forgotten).isPositive();
    assertThat(kept).isPositive();
  }

  /// Starts with what a crash left: says whether the tenant is forgotten, and then wholly.
  private static boolean check(MemoryFiles disk, List<Minted> ended) throws Exception {
    boolean gone;
    try (Rig rig = Rig.open(disk, new RecordedStore())) {
      gone = rig.keys.forgetting("acme").isForgotten();
      assertThat(rig.verify(ended.getFirst()).reason()).isEqualTo(Reason.REVOKED);
      String owner = rig.keys.find(ended.getFirst().key().id()).owner();
      assertThat(owner).isEqualTo(gone ? "" : "jane-owner");
      for (Journal journal : List.of(rig.journal, rig.calls)) {
        for (Entry entry : read(journal)) {
          if (gone) {
            assertThat(words(entry)).doesNotContain(PERSONAL);
          } else {
            assertThat(entry.privacy()).isNotEqualTo(Entry.Privacy.DESTROYED);
          }
        }
      }
      rig.keys.forget(ADMIN, "acme");
      assertThat(rig.keys.find(ended.getFirst().key().id()).owner()).isEmpty();
    }
    return gone;
  }

  private static List<LongPredicate> survivals(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return List.of(thing -> false, thing -> true, thing -> random.nextBoolean());
  }

  @Test
  void keysOfTenantsThatAreNotThisJournalsStopTheStart() throws Exception {
    MemoryFiles files = new MemoryFiles();
    try (Rig rig = Rig.open(files, new RecordedStore())) {
      rig.mint(request("acme"));
    }
    files.remove(Rig.FOLDER.resolve("tenant-keys"));
    assertThatThrownBy(() -> Rig.open(files, new RecordedStore()))
        .hasMessageContaining("tenant-keys");
  }
}

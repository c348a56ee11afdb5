package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.ImportReport;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.KeyChange;
import dev.warder.keys.KeysException;
import dev.warder.keys.LeakReport.Finding;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.Minted;
import dev.warder.keys.Origin;
import dev.warder.keys.Verdict;
import dev.warder.keys.foreign.Algorithm;
import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.foreign.ForeignSamples;
import dev.warder.keys.foreign.LineFault;
import dev.warder.keys.hash.Peppers;
import dev.warder.keys.service.KeysSettings.Approvals;
import dev.warder.model.ErrorCode;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.Secret;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.store.journal.fake.MemoryFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportTest {
  private static final KeysSettings SETTINGS =
      Rig.SETTINGS.knowing(format -> format.equals("old") ? ForeignSamples.PEPPER : null);

  private Rig rig;

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  private void anew(KeysSettings settings, Peppers peppers) throws Exception {
    rig.close();
    rig = Rig.open(new MemoryFiles(), new RecordedStore(), settings, peppers);
  }

  @BeforeEach
  void open() throws Exception {
    rig = Rig.open(new MemoryFiles(), new RecordedStore(), SETTINGS, Rig.peppers(1));
  }

  private void reopen(Peppers peppers) throws Exception {
    rig.close();
    rig = Rig.open(rig.files, rig.store, SETTINGS, peppers);
  }

  private ManagedKey key(String oldId) throws KeysException {
    return rig.keys.list("", "", 1_000).keys().stream()
        .filter(key -> key.origin() != null && key.origin().id().equals(oldId))
        .findFirst()
        .orElseThrow();
  }

  private void assertRefused(ImportReport report, LineFault fault) {
    assertThat(report.faults()).isEqualTo(Map.of(fault, 1L));
    assertThat(report.refusals()).extracting(ImportReport.Refusal::fault).containsExactly(fault);
    assertThat(report.taken() + report.known()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "SHA256, ''",
    "SHA512, ''",
    "SHA1, ''",
    "HMAC_SHA256, ''",
    "HMAC_SHA512, _",
    "SHA256, _",
    "SALTED_SHA256, _"
  })
  void importedKeysOpenWhatTheyDidAlsoAfterAStart(Algorithm algorithm, String idEnd)
      throws Exception {
    Importer old = Importer.of(algorithm, idEnd);
    ImportReport report = old.take(rig.keys, old.line("k1"), old.line("k2"));

    assertThat(report.taken()).isEqualTo(2);
    for (int start = 0; start < 2; start++) {
      Verdict verdict = rig.verify(old.value("k1"));
      assertThat(verdict.reason()).isEqualTo(Reason.ALLOWED);
      assertThat(verdict.keyId()).isEqualTo(key("k1").id());
      assertThat(verdict.tenant()).isEqualTo("acme");
      assertThat(rig.verify(old.value("k2")).keyId()).isNotEqualTo(verdict.keyId());
      assertThat(rig.verify(old.value("k3")).reason()).isEqualTo(Reason.UNKNOWN);
      reopen(Rig.peppers(1));
    }
    assertThat(key("k1").origin()).isEqualTo(new Origin("old", "k1"));
  }

  /// All that a caller is told, but for the id of the verdict.
  private static List<Object> told(Verdict verdict) {
    return List.of(
        verdict.reason(),
        verdict.isAllowed(),
        verdict.mode(),
        verdict.keyId(),
        verdict.tenant(),
        verdict.principal(),
        verdict.retryAfterMicros());
  }

  @Test
  void unknownValueIsToldTheSameAsAWrongSecretOfOurOwn() throws Exception {
    Importer old = Importer.of(Algorithm.SHA256, "_");
    old.take(rig.keys, old.line("k1"));
    Minted own = rig.mint();
    Minted other = rig.mint();
    rig.keys.revoke(ADMIN, key("k1").id(), "");
    rig.keys.suspect(key("k1").id(), dev.warder.keys.Keys.Suspicion.OPEN_INCIDENT);
    String wrong =
        Rig.text(own).substring(0, 25)
            + Rig.text(other).substring(25); // the checksum does not fit any more

    List<Object> ofNobody = told(rig.verify(old.value("k9")));

    assertThat(ofNobody).first().isEqualTo(Reason.UNKNOWN);
    assertThat(told(rig.verify(old.value("k1")))).as("a suspect").isEqualTo(ofNobody);
    String stranger = Rig.text(other);
    try (Rig elsewhere = Rig.open()) {
      stranger = Rig.text(elsewhere.mint());
    }
    assertThat(told(rig.verify(stranger))).as("a key of our shape").isEqualTo(ofNobody);
    assertThat(rig.verify(wrong).reason()).isEqualTo(Reason.MALFORMED);
    assertThat(rig.verify("neither").reason()).isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"SHA256, ''", "HMAC_SHA256, ''", "SHA256, _", "SALTED_SHA256, _"})
  void wrongSecretOrAnotherIdOpensNothing(Algorithm algorithm, String idEnd) throws Exception {
    Importer old = Importer.of(algorithm, idEnd);
    old.take(rig.keys, old.line("k1"), old.line("k2"));
    String value = old.value("k1");
    String flipped = value.substring(0, value.length() - 1) + (value.endsWith("0") ? "1" : "0");

    assertThat(rig.verify(value).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.verify(flipped).reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(rig.verify(value + "0").reason()).isEqualTo(Reason.UNKNOWN);
    if (!idEnd.isEmpty()) {
      assertThat(rig.verify(value.replace("_k1_", "_k2_")).reason()).isEqualTo(Reason.UNKNOWN);
    }
    assertThat(rig.verify("old_\u0000\uffff" + value.substring(6)).reason())
        .isEqualTo(Reason.MALFORMED);
  }

  /// Of those that run, two are held in the middle; they go on once the third was answered.
  @Test
  void aThirdImportAtATimeIsToldToComeAgain() throws Exception {
    CountDownLatch arrived = new CountDownLatch(2);
    CountDownLatch answered = new CountDownLatch(1);
    anew(
        Rig.SETTINGS.knowing(_ -> {
          arrived.countDown();
          try {
            answered.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return ForeignSamples.PEPPER;
        }),
        Rig.peppers(1));
    Importer old = Importer.of(Algorithm.HMAC_SHA256, "");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ImportReport> first = callers.submit(() -> old.take(rig.keys, old.line("k1")));
      Future<ImportReport> second = callers.submit(() -> old.take(rig.keys, old.line("k1")));
      arrived.await();
      assertThatThrownBy(() -> old.take(rig.keys, old.line("k3")))
          .isInstanceOfSatisfying(
              KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
      answered.countDown();
      assertThat(first.get().taken() + second.get().taken()).as("once").isEqualTo(1);
      assertThat(first.get().known() + second.get().known()).isEqualTo(1);
    }
    assertThat(old.take(rig.keys, old.line("k3")).taken()).isEqualTo(1);
  }

  @Test
  void theSameLinesTwiceChangeNothing() throws Exception {
    Importer old = Importer.plain();
    String[] lines = {old.line("k1"), old.line("k2"), old.line("k2"), old.line("k3")};
    ImportReport first = old.take(rig.keys, lines);
    String before = rig.keys.list("", "", 1_000).toString();
    long changes = rig.journal.forced();

    ImportReport again = old.take(rig.keys, lines);

    assertThat(first.taken()).isEqualTo(3);
    assertThat(first.known()).isEqualTo(1);
    assertThat(again.taken()).isZero();
    assertThat(again.known()).isEqualTo(4);
    assertThat(rig.keys.list("", "", 1_000)).hasToString(before);
    assertThat(rig.journal.forced()).as("nothing was written").isEqualTo(changes);
  }

  @ParameterizedTest
  @CsvSource({"SHA256, ''", "SHA256, _", "SALTED_SHA256, _"})
  void whatWasEndedDoesNotComeBackByIdOrHash(Algorithm algorithm, String idEnd) throws Exception {
    Importer old = Importer.of(algorithm, idEnd);
    old.take(rig.keys, old.line("k1"), old.line("k2"), old.line("k3"), old.line("k4"));
    rig.keys.revoke(ADMIN, key("k1").id(), "");
    rig.keys.rotate(ADMIN, key("k2").id(), Duration.ZERO);
    rig.keys.invalidate(ADMIN, "tenant = acme", null);
    reopen(Rig.peppers(1));

    for (String id : List.of("k1", "k2", "k3")) {
      assertRefused(old.take(rig.keys, old.line(id)), LineFault.KEY_ENDED);
      String sameHash = old.line(id).replace("\"id\":\"" + id, "\"id\":\"other");
      assertRefused(old.take(rig.keys, sameHash), LineFault.KEY_ENDED);
      String sameId = old.line("k9").replace("\"id\":\"k9", "\"id\":\"" + id);
      assertRefused(old.take(rig.keys, sameId), LineFault.KEY_ENDED);
      assertThat(rig.verify(old.value(id)).isAllowed()).isFalse();
    }
    assertThat(rig.verify(old.value("k1")).reason()).isEqualTo(Reason.REVOKED);
    assertThat(rig.verify(old.value("k3")).reason()).isEqualTo(Reason.INVALIDATED);
    Rig shown = rig;
    reopen(Rig.peppers(1));
    assertThat(shown.alarms).extracting(KeyAlarm.Use::kind).contains(KeyAlarm.Kind.RETIRED);
  }

  @Test
  void aRevokedValueDoesNotComeBackInAnotherFormat() throws Exception {
    Importer old = Importer.of(Algorithm.SHA256, "");
    ForeignFormat again =
        new ForeignFormat(
            "again",
            "",
            dev.warder.keys.foreign.Alphabet.VISIBLE,
            20,
            80,
            "",
            Algorithm.SHA512,
            ForeignFormat.Hashed.WHOLE_VALUE,
            dev.warder.keys.foreign.Encoding.HEX);
    Importer other = new Importer(again, List.of(), Mode.OBSERVE);
    String value = old.value("k1");
    String line =
        "{\"id\":\"x\",\"tenant\":\"acme\",\"hash\":\""
            + ForeignSamples.hash(again, value, "")
            + "\"}";
    old.take(rig.keys, old.line("k1"));
    assertThat(other.take(rig.keys, line).taken()).isEqualTo(1);
    assertThat(rig.verify(value).keyId()).as("who came first").isEqualTo(key("k1").id());

    rig.keys.revoke(ADMIN, key("x").id(), "");

    assertThat(rig.verify(value).reason()).isEqualTo(Reason.REVOKED);
    assertThat(rig.verify(value).keyId()).isEqualTo(key("x").id());
  }

  @Test
  void anotherHashUnderAnIdOrAnotherIdOfAHashIsRefused() throws Exception {
    Importer old = Importer.plain();
    old.take(rig.keys, old.line("k1"));

    assertRefused(
        old.take(rig.keys, old.line("k2").replace("\"id\":\"k2", "\"id\":\"k1")),
        LineFault.ID_TAKEN);
    assertRefused(
        old.take(rig.keys, old.line("k1").replace("\"id\":\"k1", "\"id\":\"k2")),
        LineFault.HASH_TAKEN);
    ImportReport inOne =
        old.take(
            rig.keys,
            old.line("k5"),
            old.line("k5").replace("\"id\":\"k5", "\"id\":\"k6"),
            old.line("k7").replace("\"id\":\"k7", "\"id\":\"k5"));
    assertThat(inOne.faults()).isEqualTo(Map.of(LineFault.HASH_TAKEN, 1L, LineFault.ID_TAKEN, 1L));
  }

  @Test
  void aDryRunTellsTheSameAndChangesNothing() throws Exception {
    Importer old = Importer.plain();
    old.take(rig.keys, old.line("k0"));
    long forced = rig.journal.forced();
    String[] lines = {old.line("k0"), old.line("k1"), "nonsense"};

    ImportReport looked = old.look(rig.keys, lines);

    assertThat(rig.journal.forced()).isEqualTo(forced);
    assertThat(rig.verify(old.value("k1")).reason()).isEqualTo(Reason.UNKNOWN);
    assertThat(old.take(rig.keys, lines)).isEqualTo(looked);
    assertThat(looked.taken()).isEqualTo(1);
    assertThat(looked.refusals())
        .containsExactly(new ImportReport.Refusal(3, LineFault.MALFORMED_JSON, ""));
  }

  @Test
  void aDryRunDeclaresNoFormat() throws Exception {
    Importer old = Importer.plain();
    old.look(rig.keys, old.line("k1"));
    assertThat(Importer.of(Algorithm.SHA512, "").take(rig.keys)).isNotNull();
    assertThat(rig.verify(old.value("k1")).reason()).isEqualTo(Reason.MALFORMED);
    old.take(rig.keys, old.line("k1"));
    Importer otherwise = Importer.of(Algorithm.SHA512, "");
    assertThatThrownBy(() -> otherwise.take(rig.keys, otherwise.line("k2")))
        .isInstanceOfSatisfying(
            KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REQUEST_INVALID))
        .hasMessageContaining("another name");
  }

  @Test
  void importedKeysLiveLikeAllOthers() throws Exception {
    Importer old = Importer.plain();
    old.take(rig.keys, old.line("k1"), old.line("k2", ",\"privileged\":true"), old.line("k3"));
    ManagedKey k1 = key("k1");
    assertThat(k1.facts().privilege()).isEqualTo(Privilege.UNKNOWN);
    assertThat(rig.keys.list("privilege = unknown", "", 10).keys()).hasSize(2);
    assertThat(rig.keys.preview(ADMIN, "privileged").count().keys()).isEqualTo(1);
    rig.verify(old.value("k1"));
    assertThat(key("k1").lastUsedMicros()).isEqualTo(rig.micros());

    ManagedKey told =
        (ManagedKey) rig.keys.change(ADMIN, k1.id(), 1, KeyChange.ofPrivilege(Privilege.ORDINARY));
    assertThat(told.facts().privilege()).isEqualTo(Privilege.ORDINARY);
    assertThatThrownBy(
            () -> rig.keys.change(ADMIN, k1.id(), 2, KeyChange.ofPrivilege(Privilege.PRIVILEGED)))
        .hasMessageContaining("told once");
    rig.keys.change(ADMIN, k1.id(), 2, KeyChange.ofGrant(Rig.opening("GET /other")));
    assertThat(rig.verify(old.value("k1")).reason()).isEqualTo(Reason.OUT_OF_SCOPE);
    rig.keys.change(ADMIN, k1.id(), 3, KeyChange.ofGrant(Rig.opening("GET /api/**")));

    rig.keys.fence(ADMIN, k1.id(), "");
    assertThat(key("k1").state()).isEqualTo(State.FENCED);
    rig.keys.unfence(ADMIN, k1.id(), "");
    Minted next = (Minted) rig.keys.rotate(ADMIN, k1.id(), Duration.ofHours(1));
    assertThat(next.key().origin()).as("the successor is our own").isNull();
    assertThat(rig.verify(next).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.verify(old.value("k1")).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(key("k1").state()).isEqualTo(State.OVERLAPPING);
    rig.pass(Duration.ofHours(2));
    assertThat(rig.verify(old.value("k1")).reason()).isEqualTo(Reason.ROTATED);

    assertThat(rig.keys.leaked(ADMIN, List.of(Secret.of(old.value("k3")))).values())
        .extracting(answer -> answer.finding() + " " + answer.keyId())
        .containsExactly(Finding.LIVE + " " + key("k3").id());
    assertThat(key("k3").state()).isEqualTo(State.FENCED);
    assertThat(rig.keys.leaked(ADMIN, List.of(Secret.of(old.value("k9")))).values())
        .extracting(answer -> answer.finding())
        .containsExactly(Finding.UNKNOWN);
  }

  @Test
  void theLineSaysHowOldAKeyIsAndWhenItEnds() throws Exception {
    Importer old = Importer.plain();
    old.take(
        rig.keys,
        old.line(
            "k1", ",\"created\":\"2024-01-31T08:00:00Z\",\"expires\":\"2026-12-01T00:00:00Z\""),
        old.line("k2", ",\"expires\":\"2020-01-01T00:00:00Z\""));
    assertThat(rig.keys.list("minted before 2025-01-01T00:00Z", "", 10).keys()).hasSize(2);
    assertThat(rig.verify(old.value("k2")).reason()).isEqualTo(Reason.EXPIRED);
    assertThat(old.take(rig.keys, old.line("k2")).known()).as("as its line says").isEqualTo(1);
    rig.pass(Duration.ofDays(30));
    assertThat(rig.verify(old.value("k1")).reason()).isEqualTo(Reason.EXPIRED);
    assertRefused(
        old.take(rig.keys, old.line("k3", ",\"created\":\"2031-01-31T08:00:00Z\"")),
        LineFault.CREATED_LATER);
  }

  @Test
  void scopesAreNamesOfSetsOrOperationsAndWhatIsUnknownIsRefused() throws Exception {
    Importer old = Importer.plain().opening("GET /api/systems");
    rig.keys.defineScopeSet(ADMIN, "readers", List.of("GET /api/systems"));
    ImportReport report =
        old.take(
            rig.keys,
            old.line("k1", ",\"scopes\":[\"readers\"]"),
            old.line("k2", ",\"scopes\":[\"POST /api/systems\"]"),
            old.line("k3"),
            old.line("k4", ",\"scopes\":[\"writers\"]"));
    assertThat(report.taken()).isEqualTo(3);
    assertThat(report.refusals())
        .containsExactly(new ImportReport.Refusal(4, LineFault.UNKNOWN_SCOPE, "scopes"));
    assertThat(rig.verify(old.value("k1")).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(rig.verify(old.value("k2")).reason()).isEqualTo(Reason.OUT_OF_SCOPE);
    assertThat(rig.verify(old.value("k3")).reason()).isEqualTo(Reason.ALLOWED);
    rig.keys.defineScopeSet(ADMIN, "readers", List.of("GET /other"));
    assertThat(rig.verify(old.value("k1")).reason()).isEqualTo(Reason.OUT_OF_SCOPE);
    assertRefused(
        Importer.plain().opening().take(rig.keys, old.line("k5")), LineFault.OPENS_NOTHING);
  }

  @Test
  void whatALineMayNotHoldIsRefusedAndNotSaidBack() throws Exception {
    anew(SETTINGS.approving(Approvals.PRIVILEGED), Rig.peppers(1));
    Importer old = Importer.plain();
    String own;
    try (Rig elsewhere = Rig.open()) {
      own = Rig.text(elsewhere.mint());
    }
    List<ImportReport> reports = new ArrayList<>();
    reports.add(old.take(rig.keys, old.line("k1", ",\"note\":\"was " + own + "\"")));
    reports.add(old.take(rig.keys, old.line("k1", ",\"owner\":\"" + old.value("k1") + "\"")));
    for (ImportReport report : reports) {
      assertRefused(report, LineFault.HOLDS_KEY);
      assertThat(report.toString()).doesNotContain(own.substring(0, 30), old.value("k1"));
    }
    assertRefused(
        old.take(rig.keys, old.line("k1").replace("acme", "warder")), LineFault.RESERVED_TENANT);
    assertRefused(
        old.take(rig.keys, old.line("k1", ",\"privileged\":true")), LineFault.NEEDS_APPROVAL);
    assertThat(rig.keys.list("", "", 10).keys()).isEmpty();
  }

  @Test
  void keysAreFoundUnderOldPeppersAndHashedAnewWhenUsed() throws Exception {
    Importer plain = Importer.plain();
    plain.take(rig.keys, plain.line("k1"), plain.line("k2"));
    reopen(Rig.peppers(2));

    assertThat(rig.verify(plain.value("k1")).reason()).isEqualTo(Reason.ALLOWED);
    rig.keys.revoke(ADMIN, key("k2").id(), ""); // behind the change that hashes anew
    assertThat(rig.verify(plain.value("k1")).reason()).isEqualTo(Reason.ALLOWED);
    assertThat(plain.take(rig.keys, plain.line("k1")).known()).isEqualTo(1);
    assertRefused(plain.take(rig.keys, plain.line("k2")), LineFault.KEY_ENDED);
    byte[] body = java.util.Objects.requireNonNull(rowOf(key("k1").id()));
    assertThat(new String(body, java.nio.charset.StandardCharsets.UTF_8)).contains("\"pepper\":2");
  }

  private byte[] rowOf(String id) throws Exception {
    rig.close();
    byte[] body = java.util.Objects.requireNonNull(rig.store.find(id)).body();
    rig = Rig.open(rig.files, rig.store, SETTINGS, Rig.peppers(2));
    return body;
  }

  @Test
  void withoutThePepperOfTheOldSystemNothingIsTakenAndNothingStarts() throws Exception {
    Importer old = Importer.of(Algorithm.HMAC_SHA256, "");
    old.take(rig.keys, old.line("k1"));
    rig.close();
    assertThatThrownBy(() -> Rig.open(rig.files.copy(), rig.store, Rig.SETTINGS, Rig.peppers(1)))
        .hasMessageContaining("keys.foreign_peppers");
    KeysSettings other = Rig.SETTINGS.knowing(_ -> Secret.of("another pepper"));
    assertThatThrownBy(() -> Rig.open(rig.files.copy(), rig.store, other, Rig.peppers(1)))
        .hasMessageContaining("another than the one");
    rig = Rig.open(new MemoryFiles(), new RecordedStore(), Rig.SETTINGS, Rig.peppers(1));
    assertThatThrownBy(() -> old.take(rig.keys, old.line("k1")))
        .hasMessageContaining("keys.foreign_peppers");
  }

  @Test
  void thereAreOnlySoManyFormats() throws Exception {
    for (int i = 0; i <= 16; i++) {
      ForeignFormat one =
          new ForeignFormat(
              "old-" + i,
              "old_",
              dev.warder.keys.foreign.Alphabet.BASE62,
              20,
              60,
              "",
              Algorithm.SHA256,
              ForeignFormat.Hashed.WHOLE_VALUE,
              dev.warder.keys.foreign.Encoding.HEX);
      Importer importer = new Importer(one, List.of(), Mode.OBSERVE);
      if (i < 16) {
        assertThat(importer.take(rig.keys, importer.line("k" + i)).taken()).isEqualTo(1);
      } else {
        assertThatThrownBy(() -> importer.take(rig.keys, importer.line("k16")))
            .hasMessageContaining("16 formats");
      }
    }
    assertThat(rig.verify(Importer.plain().value("k7")).keyId()).isEqualTo(key("k7").id());
  }

  @Test
  void aFullDiskLosesNoLineThatWasAcknowledgedAndTheRestComesInLater() throws Exception {
    Importer old = Importer.plain();
    String[] lines = new String[3_000];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = old.line("k" + i);
    }
    rig.files.capacity(900_000);
    assertThatThrownBy(() -> old.take(rig.keys, lines))
        .isInstanceOfSatisfying(
            KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));
    long there = rig.keys.status().keys();
    assertThat(there).isBetween(1L, 2_999L);

    rig.files.capacity(Long.MAX_VALUE);
    ImportReport rest = old.take(rig.keys, lines);

    assertThat(rest.known()).isEqualTo(there);
    assertThat(rest.taken()).isEqualTo(lines.length - there);
    assertThat(rig.keys.status().keys()).isEqualTo(lines.length);
  }
}

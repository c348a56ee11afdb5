package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Actor;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.hash.Peppers;
import dev.warder.keys.service.KeyService;
import dev.warder.keys.service.KeysSettings;
import dev.warder.model.KeyRecord;
import dev.warder.model.Secret;
import dev.warder.model.Times;
import dev.warder.policy.Environment;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.store.sql.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The engine knows when a key ended, and never too early.
class RecordsOfKeysTest {
  private static final Actor ADMIN = new Actor("admin-1", "");
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration LATE = Duration.ofSeconds(5);

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private SegmentJournal changes;
  private Keys keys;
  private RecordsOfKeys records;

  @BeforeEach
  void open() throws Exception {
    changes =
        SegmentJournal.open(
            Path.of("/changes"),
            JournalSettings.defaults().with(new JournalSettings.Sizes(4_096, 1 << 20, 1 << 16, 0)),
            new MemoryFiles());
    keys =
        KeyService.open(
            KeysSettings.standard().approving(KeysSettings.Approvals.NONE),
            Peppers.of(Map.of(1, Secret.of(new byte[Peppers.LENGTH]))),
            changes,
            changes,
            new MemoryStore(),
            KeyAlarm.NONE,
            now::get);
    records = new RecordsOfKeys(keys, new Retirements(keys, changes));
  }

  @AfterEach
  void close() throws Exception {
    keys.close();
    changes.close();
  }

  @Test
  void keyThatLivesHasNotEndedAndATrapIsOne() throws Exception {
    assertThat(retired(mint(request()))).isZero();
    assertThat(record(mint(request().honey())).honey()).isTrue();
    assertThat(records.of("nobody")).isNull();
    assertThat(records.of("")).isNull();
  }

  @Test
  void revokedKeyEndedWhenTheRecordOfChangesSays() throws Exception {
    String other = mint(request());
    String id = mint(request());
    pass(Duration.ofHours(1));
    keys.revoke(ADMIN, other, "");
    pass(Duration.ofHours(1));
    keys.revoke(ADMIN, id, "");
    pass(Duration.ofHours(1));
    keys.revoke(ADMIN, id, "again");

    assertThat(retired(id)).isEqualTo(micros(START.plus(Duration.ofHours(2)).plus(LATE)));
    assertThat(retired(other)).isEqualTo(micros(START.plus(Duration.ofHours(1)).plus(LATE)));
  }

  @Test
  void rotatedKeyEndsWithItsOverlapAndWithoutOneWhenItsSuccessorCame() throws Exception {
    String overlapping = mint(request());
    String atOnce = mint(request());
    pass(Duration.ofHours(1));
    keys.rotate(ADMIN, overlapping, Duration.ofHours(1));
    keys.rotate(ADMIN, atOnce, Duration.ZERO);
    long end = micros(START.plus(Duration.ofHours(2)).plus(LATE));
    assertThat(retired(overlapping)).as("known from the start").isEqualTo(end);
    pass(Duration.ofHours(3));

    assertThat(retired(overlapping)).isEqualTo(end);
    assertThat(retired(atOnce)).isEqualTo(micros(START.plus(Duration.ofHours(1)).plus(LATE)));
  }

  @Test
  void expiredAndInvalidatedKeysEndedWhenTheyDid() throws Exception {
    String expiring = mint(request().expiring(micros(START.plus(Duration.ofHours(1)))));
    String hit = mint(request());
    long end = micros(START.plus(Duration.ofHours(1)).plus(LATE));
    assertThat(retired(expiring)).as("known from the start").isEqualTo(end);
    pass(Duration.ofHours(2));
    assertThat(retired(expiring)).isEqualTo(end);
    keys.invalidate(ADMIN, "tenant = acme", null);
    pass(Duration.ofHours(1));

    assertThat(retired(hit)).isEqualTo(micros(START.plus(Duration.ofHours(2)).plus(LATE)));
  }

  @Test
  void replacedKeyThatExpiresSoonerEndsThen() throws Exception {
    String id = mint(request().expiring(micros(START.plus(Duration.ofHours(2)))));
    keys.rotate(ADMIN, id, Duration.ofHours(9));

    assertThat(retired(id)).isEqualTo(micros(START.plus(Duration.ofHours(2)).plus(LATE)));
  }

  @Test
  void versionIsAnotherAfterEachChangeAndNeverByTheClock() throws Exception {
    String id = mint(request().expiring(micros(START.plus(Duration.ofHours(1)))));
    long minted = records.version();
    KeyRecord before = record(id);
    pass(Duration.ofHours(2));
    assertThat(records.version()).isEqualTo(minted);
    assertThat(record(id)).isEqualTo(before);

    String other = mint(request());
    long second = records.version();
    keys.revoke(ADMIN, other, "");
    long revoked = records.version();
    keys.invalidate(ADMIN, "tenant = acme", null);

    assertThat(List.of(minted, second, revoked, records.version())).doesNotHaveDuplicates();
  }

  private static MintRequest request() {
    return MintRequest.of("acme", Environment.LIVE);
  }

  private String mint(MintRequest request) throws Exception {
    return ((Minted) keys.mint(ADMIN, request)).key().id();
  }

  private long retired(String id) {
    return record(id).retiredMicros();
  }

  private KeyRecord record(String id) {
    return requireNonNull(records.of(id), "no record");
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private static long micros(Instant time) {
    return Times.micros(time);
  }
}

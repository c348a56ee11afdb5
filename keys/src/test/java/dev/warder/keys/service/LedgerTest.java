package dev.warder.keys.service;

import static dev.warder.keys.service.LifecycleTest.assertCode;
import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.Minted;
import dev.warder.model.ErrorCode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LedgerTest {
  private final GatedJournal journal = new GatedJournal();
  private final RecordedStore store = new RecordedStore();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private Keys keys;

  @BeforeEach
  void open() throws Exception {
    keys = reopened();
  }

  @AfterEach
  void close() {
    journal.opened();
    keys.close();
    callers.close();
  }

  private Keys reopened() throws KeysException {
    return KeyService.open(
        Rig.SETTINGS,
        Rig.peppers(1),
        journal,
        journal,
        store,
        KeyAlarm.NONE,
        InstantSource.fixed(Rig.START));
  }

  private Minted mint() throws KeysException {
    return (Minted) keys.mint(ADMIN, request("acme"));
  }

  @Test
  void nothingIsInEffectOrAnsweredBeforeItIsOnDisk() throws Exception {
    String id = mint().key().id();
    journal.shut();
    long before = journal.appended();

    Future<ManagedKey> revoked = callers.submit(() -> keys.revoke(ADMIN, id, ""));
    Future<Minted> minted = callers.submit(this::mint);
    while (journal.appended() == before) {
      assertThat(Thread.currentThread().isInterrupted()).as("waited for ever").isFalse();
      Thread.onSpinWait();
    }

    assertThat(keys.find(id).state()).isEqualTo(State.ACTIVE);
    assertThat(keys.list("", "", 10).keys()).hasSize(1);
    assertThat(revoked).isNotDone();
    assertThat(minted).isNotDone();
    journal.opened();
    assertThat(revoked.get().state()).isEqualTo(State.REVOKED);
    assertThat(keys.find(id).state()).isEqualTo(State.REVOKED);
    assertThat(keys.find(minted.get().key().id()).state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void whenNobodyKnowsWhatIsOnDiskNothingMoreIsTakenAndVerdictsGoOn() throws Exception {
    String id = mint().key().id();
    journal.breakDown();

    assertCode(() -> keys.revoke(ADMIN, id, ""), ErrorCode.STOPPED);
    assertCode(() -> keys.fence(ADMIN, id, ""), ErrorCode.STOPPED);

    assertThat(keys.find(id).state()).isEqualTo(State.ACTIVE);
    assertThat(keys.status().takesChanges()).isFalse();
  }

  @Test
  void whatAFullDiskLostIsUndoneAndTheRestGoesOn() throws Exception {
    String first = mint().key().id();
    String second = mint().key().id();
    journal.shut();
    List<Future<?>> changes = new ArrayList<>();
    long before = journal.appended();
    changes.add(callers.submit(() -> keys.fence(ADMIN, first, "")));
    while (journal.appended() == before) {
      assertThat(Thread.currentThread().isInterrupted()).as("waited for ever").isFalse();
      Thread.onSpinWait();
    }
    // These share the next force, of which one entry has room.
    for (Callable<?> change :
        List.<Callable<?>>of(
            () -> keys.revoke(ADMIN, second, ""), this::mint, this::mint, this::mint)) {
      changes.add(callers.submit(change));
    }
    while (keys.status().waiting() < 4) {
      assertThat(Thread.currentThread().isInterrupted()).as("waited for ever").isFalse();
      Thread.onSpinWait();
    }
    journal.roomFor(1);
    journal.opened();

    int lost = 0;
    for (Future<?> change : changes) {
      try {
        change.get();
      } catch (ExecutionException e) {
        assertThat(e.getCause())
            .isInstanceOfSatisfying(
                KeysException.class, why -> assertThat(why.code()).isEqualTo(ErrorCode.DISK_FULL));
        lost++;
      }
    }
    assertThat(lost).isEqualTo(3);
    int known = keys.list("", "", 10).keys().size();
    State revoked = keys.find(second).state();
    assertThat(revoked == State.REVOKED ? known : known - 1).isEqualTo(2);
    journal.roomForAll();
    String later = mint().key().id();
    assertThat(keys.find(later).version()).isEqualTo(1);
    assertThat(keys.list("", "", 10).keys()).hasSize(known + 1);
  }

  @Test
  void rowsThatCannotBeWrittenCostNothingButTime() throws Exception {
    store.failAfter(0);
    String id = mint().key().id();
    keys.close();
    assertThat(store.keys().count(dev.warder.store.sql.KeyFilter.ALL)).isZero();
    assertThat(keys.status().projectionFault()).contains("does not answer");

    store.failAfter(Long.MAX_VALUE);
    keys = reopened();

    assertThat(keys.find(id).state()).isEqualTo(State.ACTIVE);
    keys.close();
    assertThat(store.find(id)).isNotNull();
  }

  @Test
  void rowsNewerThanTheJournalStopTheStart() throws Exception {
    mint();
    keys.close();

    assertThatThrownBy(() ->
            KeyService.open(
                Rig.SETTINGS,
                Rig.peppers(1),
                new GatedJournal(),
                new GatedJournal(),
                store,
                KeyAlarm.NONE,
                InstantSource.fixed(Rig.START)))
        .hasMessageContaining("part of the journal is missing");
  }

  @Test
  void whateverTheRowsHoldTheStateIsThatOfTheJournal() throws Exception {
    Minted a = mint();
    Minted b = mint();
    keys.fence(ADMIN, a.key().id(), "");
    keys.revoke(ADMIN, b.key().id(), "");
    keys.invalidate(ADMIN, "id = " + a.key().id(), null);
    Minted c = mint();
    List<ManagedKey> before = keys.list("", "", 10).keys();
    keys.close();
    RecordedStore full = store.copy();

    for (RecordedStore rows : List.of(new RecordedStore(), full)) {
      Keys again =
          KeyService.open(
              Rig.SETTINGS,
              Rig.peppers(1),
              journal,
              journal,
              rows,
              KeyAlarm.NONE,
              InstantSource.fixed(Rig.START));
      assertThat(again.list("", "", 10).keys()).isEqualTo(before);
      assertThat(again.invalidations()).isEqualTo(keys.invalidations());
      assertThat(again.find(c.key().id()).state()).isEqualTo(State.ACTIVE);
      again.close();
      for (ManagedKey key : before) {
        assertThat(rows.find(key.id())).isEqualTo(full.find(key.id()));
      }
    }
  }
}

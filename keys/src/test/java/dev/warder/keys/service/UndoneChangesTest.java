package dev.warder.keys.service;

import static dev.warder.keys.service.LifecycleTest.assertCode;
import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static dev.warder.keys.service.Rig.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.model.ErrorCode;
import dev.warder.model.Source;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.store.sql.MemoryStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a full disk undoes leaves no trace, and what came before it stays.
@Timeout(60)
class UndoneChangesTest {
  private final GatedJournal journal = new GatedJournal();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private Keys keys;

  @BeforeEach
  void open() throws Exception {
    keys =
        KeyService.open(
            Rig.SETTINGS,
            Rig.peppers(1),
            journal,
            journal,
            new MemoryStore(),
            KeyAlarm.NONE,
            InstantSource.fixed(Rig.START));
  }

  @AfterEach
  void close() {
    journal.roomForAll();
    journal.opened();
    keys.close();
    callers.close();
  }

  @Test
  void keyThatAnUndoneInvalidationSparedIsHitByTheNext() throws Exception {
    Minted key = mint("acme");
    mint("globex");

    lost(
        () -> keys.invalidate(ADMIN, "tenant = globex", null),
        () -> keys.fence(ADMIN, key.key().id(), ""));
    assertThat(reason(key)).isEqualTo(Reason.ALLOWED);

    keys.invalidate(ADMIN, "tenant = acme", null);
    assertThat(reason(key)).isEqualTo(Reason.INVALIDATED);
  }

  @Test
  void keyThatAnUndoneInvalidationHitGoesOnAndCanBeChanged() throws Exception {
    Minted key = mint("acme");

    lost(
        () -> keys.invalidate(ADMIN, "tenant = acme", null),
        () -> keys.revoke(ADMIN, key.key().id(), ""));

    assertThat(reason(key)).isEqualTo(Reason.ALLOWED);
    assertThat(keys.fence(ADMIN, key.key().id(), "").state()).isEqualTo(State.FENCED);
  }

  @Test
  void invalidationInForceIsToldAlthoughItsCountIsNotTaken() throws Exception {
    Minted key = mint("acme");
    journal.roomFor(1);

    assertThatCode(
            () -> {
              var done = keys.invalidate(ADMIN, "tenant = acme", null);
              assertThat(done.counted().keys()).isEqualTo(1);
            })
        .doesNotThrowAnyException();

    assertThat(reason(key)).isEqualTo(Reason.INVALIDATED);
  }

  @Test
  void whatFailedIsNotSaidToHaveEndedWell() throws Exception {
    Minted key = mint("acme");
    journal.breakDown();
    assertCode(() -> keys.revoke(ADMIN, key.key().id(), ""), ErrorCode.STOPPED);

    keys.close();

    assertThatThrownBy(() -> keys.revoke(ADMIN, key.key().id(), ""))
        .hasMessageContaining("the journal failed");
  }

  /// Carries changes out in one batch that the disk has no room for.
  private void lost(Callable<?>... changes) throws Exception {
    String id = mint("busy").key().id();
    journal.shut();
    List<Future<?>> told = new ArrayList<>();
    long before = journal.appended();
    Future<?> first = callers.submit(() -> keys.fence(ADMIN, id, ""));
    while (journal.appended() == before) {
      assertThat(Thread.currentThread().isInterrupted()).as("waited for ever").isFalse();
      Thread.onSpinWait();
    }
    for (Callable<?> change : changes) {
      told.add(callers.submit(change));
      while (keys.status().waiting() < told.size()) {
        assertThat(Thread.currentThread().isInterrupted()).as("waited for ever").isFalse();
        Thread.onSpinWait();
      }
    }
    journal.roomFor(0);
    journal.opened();
    first.get();
    for (Future<?> change : told) {
      assertThatThrownBy(change::get).hasMessageContaining("disk is full");
    }
    journal.roomForAll();
  }

  private Minted mint(String tenant) throws Exception {
    return (Minted) keys.mint(ADMIN, request(tenant));
  }

  private Reason reason(Minted minted) {
    long micros = Rig.START.toEpochMilli() * 1_000;
    return keys.verify(
            Presented.of(text(minted)),
            new Request(micros, "api.example.org", "GET", "/api/systems", Source.UNKNOWN))
        .reason();
  }
}

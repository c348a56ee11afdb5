package dev.warder.keys.service;

import static dev.warder.keys.service.LifecycleTest.assertCode;
import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static dev.warder.keys.service.Rig.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.ledger.Command;
import dev.warder.keys.ledger.Ledger;
import dev.warder.keys.ledger.Projection;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.GrantBook;
import dev.warder.model.ErrorCode;
import dev.warder.model.Source;
import dev.warder.policy.Request;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.sql.MemoryStore;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What happens on threads where nobody looks.
@Timeout(60)
class FaultTest {
  private final List<KeyAlarm.Use> heard = new CopyOnWriteArrayList<>();

  @Test
  void errorOnTheLedgersThreadStopsChangesAndLetsNobodyWait() throws Exception {
    Keys keys = open(new FaultyJournal(EntryKind.AUDIT, new CountDownLatch(0)), KeyAlarm.NONE);

    assertCode(() -> soon(() -> keys.mint(ADMIN, request("acme"))), ErrorCode.STOPPED);
    assertCode(() -> soon(() -> keys.mint(ADMIN, request("acme"))), ErrorCode.STOPPED);

    assertThat(keys.status().takesChanges()).isFalse();
    keys.close();
  }

  @Test
  void whileTheJournalsDiskIsFullItIsSaidThatNoChangesAreTakenAndNoLongerOnceThereIsRoom()
      throws Exception {
    GatedJournal journal = new GatedJournal();
    Keys keys = open(journal, KeyAlarm.NONE);
    keys.mint(ADMIN, request("acme"));
    assertThat(keys.status().takesChanges()).isTrue();
    journal.roomFor(0);

    assertCode(() -> soon(() -> keys.mint(ADMIN, request("acme"))), ErrorCode.DISK_FULL);
    assertThat(keys.status().takesChanges()).isFalse();

    journal.roomForAll();
    keys.mint(ADMIN, request("acme"));
    assertThat(keys.status().takesChanges()).isTrue();
    keys.close();
  }

  @Test
  void faultAfterAChangeWasWrittenStopsChangesInsteadOfSayingThatNoneWasMade() throws Exception {
    Registry registry = new Registry(1);
    Change change =
        Change.ofDocument(
            Change.Kind.PEPPER, ADMIN, 1, "", new Document.Pepper(9, "a pepper's fingerprint"));
    try (Projection projection = Projection.start(new MemoryStore(), registry, 0);
        Ledger ledger =
            Ledger.start(
                new GatedJournal(), registry, new GrantBook(), Rig.peppers(1), projection)) {
      Command<String> faulty =
          draft -> {
            draft.write(change);
            throw new IllegalStateException("a fault");
          };

      assertCode(() -> soon(() -> ledger.submit(faulty)), ErrorCode.STOPPED);

      assertThat(ledger.isOpen()).isFalse();
      assertThat(registry.fingerprints()).isEmpty();
    }
  }

  @Test
  void errorOfAListenerLeavesItHearingTheNextAlarm() throws Exception {
    Keys keys =
        open(
            new GatedJournal(),
            use -> {
              heard.add(use);
              throw new NoClassDefFoundError("a listener's part is missing");
            });
    Minted trap = (Minted) keys.mint(ADMIN, request("acme").honey());

    for (int i = 0; i < 3; i++) {
      verify(keys, trap);
    }
    keys.close();

    assertThat(heard).hasSize(3);
    assertThat(keys.status().alarmsLost()).isEqualTo(3);
  }

  @Test
  void errorInRecordingAVerdictCostsThatRecordAlone() throws Exception {
    FaultyJournal journal = new FaultyJournal(EntryKind.VERDICT, new CountDownLatch(0));
    Keys keys = open(journal, heard::add);
    Minted key = (Minted) keys.mint(ADMIN, request("acme"));

    verify(keys, key);
    verify(keys, key);
    keys.close();

    assertThat(keys.status().unrecorded()).isEqualTo(2);
  }

  @Test
  void whatAHiddenUseCostsMoreThanAnUnknownOneIsDoneByAnotherThread() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Keys keys = open(new FaultyJournal(EntryKind.VERDICT, gate), heard::add);
    Minted trap = (Minted) keys.mint(ADMIN, request("acme").honey());
    Minted other = (Minted) keys.mint(ADMIN, request("acme"));

    // The recorder's thread does not get beyond the first.
    verify(keys, other);
    verify(keys, trap);
    assertThat(heard).isEmpty();
    assertThat(keys.find(trap.key().id()).lastUsedMicros()).isZero();

    gate.countDown();
    keys.close();
    assertThat(heard)
        .singleElement()
        .satisfies(use -> assertThat(use.keyId()).isEqualTo(trap.key().id()));
    assertThat(keys.find(trap.key().id()).lastUsedMicros()).isPositive();
  }

  private static Keys open(Journal journal, KeyAlarm alarm) throws KeysException {
    return KeyService.open(
        Rig.SETTINGS,
        Rig.peppers(1),
        journal,
        journal,
        new MemoryStore(),
        alarm,
        InstantSource.fixed(Rig.START));
  }

  private static void verify(Keys keys, Minted minted) {
    long micros = Rig.START.toEpochMilli() * 1_000;
    assertThat(
            keys.verify(
                    Presented.of(text(minted)),
                    new Request(micros, "api.example.org", "GET", "/api/x", Source.UNKNOWN))
                .id())
        .isNotNull();
  }

  /// What a call answers or throws, unless it takes for ever.
  private static <T> T soon(Callable<T> call) throws Throwable {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    try {
      return task.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  /// A journal that has an error with entries of one kind, once a gate is open.
  private static final class FaultyJournal implements Journal {
    private final GatedJournal journal = new GatedJournal();
    private final EntryKind kind;
    private final CountDownLatch gate;

    FaultyJournal(EntryKind kind, CountDownLatch gate) {
      this.kind = kind;
      this.gate = gate;
    }

    @Override
    public long append(Entry entry) {
      if (entry.kind() == kind) {
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        throw new StackOverflowError("too deep");
      }
      return journal.append(entry);
    }

    @Override
    public void force(long number) throws JournalException {
      journal.force(number);
    }

    @Override
    public void read(long from, Reader reader) {
      journal.read(from, reader);
    }

    @Override
    public long forced() {
      return journal.forced();
    }

    @Override
    public void destroyTenantKey(String tenant) {
      journal.destroyTenantKey(tenant);
    }

    @Override
    public void close() {}
  }
}

package dev.warder.keys.service;

import static dev.warder.keys.service.LifecycleTest.assertCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.KeyAlarm;
import dev.warder.keys.KeysException;
import dev.warder.keys.VerdictId;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.table.LastUses;
import dev.warder.keys.verify.CallSearch;
import dev.warder.keys.verify.Explainer;
import dev.warder.keys.verify.Recorder;
import dev.warder.keys.verify.Turns;
import dev.warder.model.ErrorCode;
import dev.warder.policy.select.Selectors;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What makes Warder search runs a few at a time, and few more wait: whoever asks a thousand times
/// takes the machine from nobody.
@Timeout(60)
class SearchesAtOnceTest {
  private static final KeyShape SHAPE = KeyShape.of("wdr");
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final HeldJournal journal = new HeldJournal();
  private final Recorder recorder = Recorder.start(journal, SHAPE, KeyAlarm.NONE, new LastUses());
  private final List<Thread> threads = new ArrayList<>();
  private final List<FutureTask<String>> searches = new ArrayList<>();

  @AfterEach
  void close() {
    journal.go.countDown();
    recorder.close();
  }

  /// A journal that is read only when the test lets it.
  private static final class HeldJournal implements Journal {
    private final CountDownLatch go = new CountDownLatch(1);

    @Override
    public long append(Entry entry) {
      return 1;
    }

    @Override
    public void force(long number) {}

    @Override
    public void read(long from, Reader reader) {
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public long forced() {
      return 0;
    }

    @Override
    public void destroyTenantKey(String tenant) {}

    @Override
    public void close() {}
  }

  /// Starts searches until so many run or wait, or have ended already.
  private void start(int count, Turns.Work<?> search) {
    for (int i = 0; i < count; i++) {
      FutureTask<String> task = new FutureTask<>(() -> String.valueOf(search.run()));
      searches.add(task);
      threads.add(Thread.ofPlatform().daemon().start(task));
    }
    for (Thread thread : threads) {
      while (thread.getState() != Thread.State.WAITING
          && thread.getState() != Thread.State.TIMED_WAITING
          && thread.getState() != Thread.State.TERMINATED) {
        Thread.onSpinWait();
      }
    }
  }

  private long refused() throws Exception {
    long refused = 0;
    for (FutureTask<String> search : searches) {
      try {
        search.get();
      } catch (ExecutionException e) {
        boolean busy = e.getCause() instanceof KeysException k && k.code() == ErrorCode.BUSY;
        refused += busy ? 1 : 0;
      }
    }
    return refused;
  }

  @Test
  void ofExplanationsTwoRunAndSixteenWait() throws Exception {
    Explainer explainer =
        new Explainer(List.of(journal), recorder, SHAPE, tenant -> false, Duration.ofHours(1));
    String id = new VerdictId(1_795_000_000_000_000L, 1).toString();
    start(18, () -> explainer.explain(id));

    assertCode(() -> explainer.explain(id), ErrorCode.BUSY)
        .hasMessageContaining("as many wait as may");

    journal.go.countDown();
    assertThat(refused()).isZero();
    assertCode(() -> explainer.explain(id), ErrorCode.NOT_FOUND);
  }

  @Test
  void ofSearchesInRecordedCallsOneRunsAndTwelveWait() throws Exception {
    CallSearch search =
        new CallSearch(List.of(journal), recorder, SHAPE, key -> -1, () -> NOW, CallSearch.BUDGET);
    start(13, () -> search.look(Selectors.parse("used-from KP").orThrow().ofCalls()));

    assertCode(
            () -> search.look(Selectors.parse("used-from KP").orThrow().ofCalls()), ErrorCode.BUSY)
        .hasMessageContaining("as many wait as may");

    journal.go.countDown();
    assertThat(refused()).isZero();
  }

  @Test
  void aListWaitsForItsTurnBeforeItLooksAtKeys() throws Exception {
    Registry registry = new Registry(7);
    Turns turns = new Turns("others are listing keys", 1, 0, Duration.ofHours(1));
    Selecting selecting =
        new Selecting(
            registry,
            new Views(registry, () -> NOW),
            asked -> {
              throw new IllegalStateException("nobody asks for calls");
            },
            turns);
    assertThat(selecting.list("", "", 10).keys()).isEmpty();

    assertThatThrownBy(() -> turns.during(() -> selecting.list("privileged", "", 10)))
        .isInstanceOfSatisfying(
            KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
  }
}

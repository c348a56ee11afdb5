package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.activity.ActivitySink;
import dev.warder.keys.table.Ring;
import dev.warder.model.Activity;
import dev.warder.model.Threads;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.activity.ActivityCodec;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Writes what the gate saw to the journal, on a thread of its own, so that no call waits for it.
///
/// Bounds 65,536 activities wait; what comes beyond that is not taken, and the gate counts it
///
/// Errors a journal that takes nothing costs activities their record, never a call; they are
/// counted here
///
/// Guarantees taken = recorded + unrecorded + waiting
final class ActivityRecorder implements ActivitySink, AutoCloseable {
  private static final int WAITING_BITS = 16;
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Journal journal;
  private final ActivityCodec codec = new ActivityCodec();
  private final Ring<Activity> waiting = new Ring<>(WAITING_BITS);
  private final LongAdder recorded = new LongAdder();
  private final LongAdder unrecorded = new LongAdder();
  private final Thread writer =
      Thread.ofPlatform().name("warder-activities").daemon().unstarted(this::write);
  private volatile boolean closing;
  private volatile long appended;

  private ActivityRecorder(Journal journal) {
    this.journal = requireNonNull(journal, "journal is null");
  }

  static ActivityRecorder start(Journal journal) {
    ActivityRecorder recorder = new ActivityRecorder(journal);
    recorder.writer.start();
    return recorder;
  }

  @Override
  public boolean offer(Activity activity) {
    return waiting.offer(activity);
  }

  long recorded() {
    return recorded.sum();
  }

  long unrecorded() {
    return unrecorded.sum();
  }

  private void write() {
    while (true) {
      boolean last = closing;
      Activity activity = waiting.poll();
      if (activity != null) {
        record(activity);
      } else if (last) {
        return;
      } else {
        LockSupport.parkNanos(IDLE_NANOS);
      }
    }
  }

  private void record(Activity activity) {
    try {
      long number = journal.append(codec.entry(activity));
      boolean taken = number > 0;
      appended = taken ? number : appended;
      (taken ? recorded : unrecorded).increment();
    } catch (JournalException | IllegalArgumentException e) {
      unrecorded.increment();
    }
  }

  /// Waits until so many are written down and on disk, those that could not be written down among
  /// them; not for ever.
  ///
  /// @param offered how many were or are about to be offered; asked again while it waits
  void settle(LongSupplier offered) {
    long end = System.nanoTime() + SETTLE_NANOS;
    while (recorded.sum() + unrecorded.sum() < offered.getAsLong() && System.nanoTime() < end) {
      LockSupport.parkNanos(this, SPIN_NANOS);
    }
    try {
      if (appended > 0) {
        journal.force(appended);
      }
    } catch (JournalException e) {
      // What could not be taken is counted where it is appended.
      return;
    }
  }

  /// Writes what waits, then takes no more.
  @Override
  public void close() {
    closing = true;
    Threads.joinAll(writer);
  }
}

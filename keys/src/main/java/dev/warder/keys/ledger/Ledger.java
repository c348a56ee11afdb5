package dev.warder.keys.ledger;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Endings;
import dev.warder.keys.KeysException;
import dev.warder.keys.hash.Peppers;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.GrantBook;
import dev.warder.model.ErrorCode;
import dev.warder.model.Threads;
import dev.warder.store.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Carries changes out, one after another, on a thread of its own.
///
/// Shape batch of commands -> each checked and appended -> one force -> published -> what goes on
/// with ended keys is ended -> callers answered -> rows, later
///
/// Bounds 4,096 commands wait at most, 1,024 share a force; what comes beyond that is refused as
/// `BUSY`
///
/// Errors what the journal does not take fails alone. When a force fails nobody knows what is on
/// disk: all that wait for it fail with `STOPPED`, nothing of it comes into effect, and no change
/// is taken any more. The same where the thread itself fails, whatever the reason: nobody waits for
/// one that is gone. Where what goes on is not ended within five seconds, who waits hears of that
/// and changes are taken all the same
///
/// Guarantees nothing is in effect, and nobody is answered, before it is on disk; who was answered
/// finds it in effect; who is told why a change was not made is told so after what it was held
/// against is on disk; who is told that a key has ended finds nothing that goes on with it
public final class Ledger implements AutoCloseable {
  private static final int MAX_WAITING = 4_096;
  private static final int MAX_BATCH = 1_024;
  private static final long IDLE_MILLIS = 100;
  private static final long MOST_ENDING_MILLIS = 5_000;

  private final Journal journal;
  private final Projection projection;
  private final Draft draft;
  private final BlockingQueue<Submission<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final LongAdder acknowledged = new LongAdder();
  private final Thread writer;
  private final AtomicReference<Standing> standing = new AtomicReference<>(Standing.OPEN);
  private volatile Endings endings = Endings.NONE;

  private Ledger(
      Journal journal,
      Registry registry,
      GrantBook grants,
      Peppers peppers,
      Projection projection) {
    this.journal = requireNonNull(journal, "journal is null");
    this.projection = requireNonNull(projection, "projection is null");
    draft = new Draft(journal, registry, grants, peppers);
    writer = Thread.ofPlatform().name("warder-ledger").daemon().unstarted(this::run);
  }

  /// Begins to take changes.
  ///
  /// @param registry what is in effect, all of the journal included; only the ledger writes to it
  ///   from now on
  /// @param peppers those that hashes are made with; of each that is new to the journal it is
  ///   written down what it is known again by
  public static Ledger start(
      Journal journal,
      Registry registry,
      GrantBook grants,
      Peppers peppers,
      Projection projection) {
    Ledger ledger = new Ledger(journal, registry, grants, peppers, projection);
    ledger.writer.start();
    return ledger;
  }

  /// Says what is to be ended when keys are over; in place of what was said before.
  public void heed(Endings endings) {
    this.endings = requireNonNull(endings, "endings is null");
  }

  /// Carries a command out and waits until it is on disk and in effect.
  public <R> R submit(Command<R> command) throws KeysException {
    Submission<R> submission = new Submission<>(requireNonNull(command, "command is null"));
    if (standing.get() != Standing.OPEN) {
      throw closed();
    }
    if (!waiting.offer(submission)) {
      throw new KeysException(
          ErrorCode.BUSY, "more changes wait for the disk than may; try again in a second");
    }
    if (standing.get() != Standing.OPEN && waiting.remove(submission)) {
      throw closed();
    }
    return submission.await();
  }

  /// Carries a command out without waiting for it, as long as others leave room: changes that
  /// somebody waits for come first. Whoever goes on after it does so on the ledger's thread, and
  /// must not wait there.
  public <R> CompletableFuture<R> later(Command<R> command) {
    Submission<R> submission = new Submission<>(requireNonNull(command, "command is null"));
    if (standing.get() != Standing.OPEN) {
      return CompletableFuture.failedFuture(closed());
    }
    if (waiting.size() >= MAX_WAITING / 2 || !waiting.offer(submission)) {
      return CompletableFuture.failedFuture(
          new KeysException(ErrorCode.BUSY, "more changes wait for the disk than may"));
    }
    if (standing.get() != Standing.OPEN && waiting.remove(submission)) {
      return CompletableFuture.failedFuture(closed());
    }
    return submission.answered;
  }

  /// Carries a command out some time, or not at all.
  public void offer(Command<?> command) {
    if (standing.get() == Standing.OPEN && waiting.size() < MAX_WAITING / 2) {
      // Nobody waits for what becomes of it.
      boolean _ = waiting.offer(new Submission<>(command));
    }
  }

  private KeysException closed() {
    return standing.get() == Standing.FAILED
        ? new KeysException(
            ErrorCode.STOPPED,
            "no changes are taken since the journal failed; start Warder anew and look at its disk")
        : new KeysException(ErrorCode.STOPPED, "no changes are taken, Warder is stopping");
  }

  private void run() {
    List<Submission<?>> batch = new ArrayList<>(MAX_BATCH);
    try {
      carryOut(batch);
    } finally {
      standing.compareAndSet(Standing.OPEN, Standing.FAILED);
      waiting.drainTo(batch);
      batch.forEach(submission -> submission.fail(closed()));
    }
  }

  private void carryOut(List<Submission<?>> batch) {
    while (standing.get() == Standing.OPEN || !waiting.isEmpty()) {
      try {
        Submission<?> first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
          idle();
          continue;
        }
        batch.add(first);
        waiting.drainTo(batch, MAX_BATCH - 1);
      } catch (InterruptedException _) {
        standing.compareAndSet(Standing.OPEN, Standing.CLOSED);
      }
      process(batch);
      batch.clear();
    }
  }

  /// Lets rows be as far as the journal, of which all changes were published: which is not so once
  /// a force has failed.
  private void idle() {
    if (standing.get() != Standing.FAILED) {
      projection.idle(journal.forced());
    }
  }

  private void process(List<Submission<?>> batch) {
    if (standing.get() == Standing.FAILED) {
      batch.forEach(submission -> submission.fail(closed()));
      return;
    }
    try {
      for (Submission<?> submission : batch) {
        submission.run(draft);
      }
      int there = draft.force();
      boolean endsKeys = draft.endsKeys(0);
      draft.publish(projection);
      if (endsKeys && !isAllEnded()) {
        batch.stream()
            .filter(submission -> submission.endedKeys() && submission.written() <= there)
            .forEach(submission -> submission.fail(unended()));
      }
      answer(batch, there);
    } catch (Throwable e) {
      // Whatever it was, a want of memory included: what is in effect and what is on disk may
      // differ from here on.
      standing.set(Standing.FAILED);
      batch.forEach(submission -> submission.fail(Draft.stopped(e)));
    }
  }

  private boolean isAllEnded() {
    try {
      endings.end().get(MOST_ENDING_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException _) {
      // Heard of again by who waits for changes.
      Thread.currentThread().interrupt();
      return false;
    } catch (TimeoutException | ExecutionException | RuntimeException _) {
      return false;
    }
  }

  private static KeysException unended() {
    return new KeysException(
        ErrorCode.STOPPED,
        "the change is in force, but calls that are open with keys it ended could not be cut; to be"
            + " sure of them, start Warder anew");
  }

  private void answer(List<Submission<?>> batch, int there) {
    for (Submission<?> submission : batch) {
      if (submission.written() > there) {
        submission.fail(
            new KeysException(
                ErrorCode.DISK_FULL, "the change was not made, the disk is full: make room"));
      } else if (submission.answer()) {
        acknowledged.increment();
      }
    }
  }

  /// Whether changes are taken.
  public boolean isOpen() {
    return standing.get() == Standing.OPEN && !journal.isFull();
  }

  /// How many changes wait.
  public int waiting() {
    return waiting.size();
  }

  /// How many changes were acknowledged since the start.
  public long acknowledged() {
    return acknowledged.sum();
  }

  /// Carries out what waits, then takes no more.
  @Override
  public void close() {
    // What failed stays failed: whoever asks must not hear that it ended well.
    standing.compareAndSet(Standing.OPEN, Standing.CLOSED);
    Threads.joinAll(writer);
  }

  private enum Standing {
    OPEN,
    CLOSED,
    FAILED
  }

  /// A command, and who waits for it.
  private static final class Submission<R> {
    private final Command<R> command;
    private final CompletableFuture<R> answered = new CompletableFuture<>();
    private @Nullable R answer;
    private @Nullable KeysException failure;
    private int written;
    private boolean endedKeys;

    Submission(Command<R> command) {
      this.command = command;
    }

    /// Carries the command out. A fault after its changes were written is nobody's alone: they
    /// would come into effect although their caller is told that they were not made.
    void run(Draft draft) {
      int before = draft.written();
      try {
        answer = command.run(draft);
      } catch (KeysException e) {
        failure = e;
      } catch (RuntimeException e) {
        if (draft.written() > before) {
          throw e;
        }
        failure =
            new KeysException(ErrorCode.BUG, "a fault of Warder's; the change was not made", e);
      }
      written = draft.written();
      endedKeys = draft.endsKeys(before);
    }

    /// How many changes of the batch must be on disk for this one's answer to hold.
    int written() {
      return written;
    }

    /// Whether keys may be over after what it wrote.
    boolean endedKeys() {
      return endedKeys;
    }

    void fail(KeysException why) {
      answered.completeExceptionally(why);
    }

    /// Lets the caller go on; says whether with an answer.
    boolean answer() {
      if (failure != null || answer == null) {
        answered.completeExceptionally(requireNonNull(failure, "a command answered nothing"));
        return false;
      }
      return answered.complete(answer);
    }

    R await() throws KeysException {
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return answered.get();
          } catch (InterruptedException _) {
            interrupted = true;
          } catch (ExecutionException e) {
            throw told(e);
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private static KeysException told(ExecutionException thrown) {
      return thrown.getCause() instanceof KeysException why
          ? new KeysException(why.code(), String.valueOf(why.getMessage()), why)
          : new KeysException(ErrorCode.BUG, "a fault of Warder's", thrown);
    }
  }
}

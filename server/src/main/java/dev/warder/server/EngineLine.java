package dev.warder.server;

import dev.warder.engine.Engine;
import dev.warder.engine.inventory.OperationView;
import dev.warder.model.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands activities to the engine, both halves of it: on the caller's thread, or each on a thread
/// of its own behind a short queue. The result is the same, since the second half sees what the
/// first half handed on and nothing else.
///
/// Bounds at most [#QUEUED] batches of [#BATCH] activities before each half Errors what either half
/// throws is thrown again to the caller at its next step
abstract sealed class EngineLine implements Consumer<Activity>, AutoCloseable {
  private static final int BATCH = 1_024;
  private static final int QUEUED = 16;

  /// @param engine waited for when the first activity comes, so that reading need not
  static EngineLine of(Future<Engine> engine, int threads) {
    return threads > 1 ? new Pipeline(engine) : new OneThread(engine);
  }

  private static Engine await(Future<Engine> engine) {
    try {
      return engine.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the engine cannot be made", e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while judging", e);
  }

  /// Waits until all that was accepted is judged.
  abstract void drain();

  @Override
  public abstract void close();

  private static final class OneThread extends EngineLine {
    private final Future<Engine> coming;
    private final List<Activity> batch = new ArrayList<>(BATCH);

    OneThread(Future<Engine> coming) {
      this.coming = coming;
    }

    @Override
    public void accept(Activity activity) {
      batch.add(activity);
      if (batch.size() == BATCH) {
        drain();
      }
    }

    @Override
    void drain() {
      await(coming).accept(batch);
      batch.clear();
    }

    @Override
    public void close() {}
  }

  /// Some classified activities, in order.
  private static final class Batch {
    private static final Batch END = new Batch();

    private final Activity[] activities = new Activity[BATCH];
    private final OperationView[] operations = new OperationView[BATCH];
    private int size;
  }

  /// One thread hands on what is sorted, one classifies, one judges.
  private static final class Pipeline extends EngineLine {
    private final Future<Engine> coming;
    private final BlockingQueue<Batch> sorted = new ArrayBlockingQueue<>(QUEUED);
    private final BlockingQueue<Batch> classified = new ArrayBlockingQueue<>(QUEUED);
    private final Queue<Batch> spare = new ArrayBlockingQueue<>(2 * QUEUED);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread classifier;
    private final Thread judge;
    private Batch batch = new Batch();

    Pipeline(Future<Engine> coming) {
      this.coming = coming;
      classifier =
          Thread.ofPlatform().name("warder-classify").start(() -> run(sorted, this::classify));
      judge = Thread.ofPlatform().name("warder-judge").start(() -> run(classified, this::judge));
    }

    @Override
    public void accept(Activity activity) {
      batch.activities[batch.size++] = activity;
      if (batch.size == BATCH) {
        hand(sorted, batch);
        Batch used = spare.poll();
        batch = used == null ? new Batch() : used;
      }
    }

    /// Leaves in the batch what is to be judged.
    private void classify(Engine engine, Batch batch) {
      batch.size = engine.classify(batch.activities, batch.size, batch.operations);
      hand(classified, batch);
    }

    private void judge(Engine engine, Batch batch) {
      engine.judge(batch.activities, batch.operations, batch.size);
      batch.size = 0;
      spare.offer(batch);
    }

    @Override
    void drain() {
      hand(sorted, batch);
      batch = new Batch();
      try {
        hand(sorted, Batch.END);
        classifier.join();
        hand(classified, Batch.END);
        judge.join();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      rethrow();
    }

    private void hand(BlockingQueue<Batch> queue, Batch full) {
      rethrow();
      try {
        queue.put(full);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }

    private void rethrow() {
      Throwable thrown = failure.get();
      if (thrown != null) {
        throw new IllegalStateException("judging failed", thrown);
      }
    }

    private void run(BlockingQueue<Batch> queue, BiConsumer<Engine, Batch> work) {
      try {
        Engine engine = await(coming);
        for (Batch next = queue.take(); next != Batch.END; next = queue.take()) {
          work.accept(engine, next);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        failure.compareAndSet(null, e);
        end(sorted);
        end(classified);
      }
    }

    /// Lets go of whoever waits at a queue: who puts sees the failure next, who takes sees the end.
    private static void end(BlockingQueue<Batch> queue) {
      queue.clear();
      queue.offer(Batch.END);
    }

    @Override
    public void close() {
      classifier.interrupt();
      judge.interrupt();
    }
  }
}

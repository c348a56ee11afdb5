package dev.warder.server;

import dev.warder.engine.Engine;
import dev.warder.engine.inventory.OperationView;
import dev.warder.model.Activity;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands activities to the engine, both halves of it: on one thread, or on two with a short queue
/// between them. The result is the same, since the second half sees what the first half handed on
/// and nothing else.
///
/// Bounds at most [#QUEUED] batches of [#BATCH] activities between the halves Errors what the
/// second half throws is thrown again to the caller at its next step
abstract sealed class EngineLine implements Consumer<Activity>, AutoCloseable {
  private static final int BATCH = 1_024;
  private static final int QUEUED = 16;

  /// @param engine waited for when the first activity comes, so that reading need not
  static EngineLine of(Future<Engine> engine, int threads) {
    return threads > 1 ? new TwoThreads(engine) : new OneThread(engine);
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
    private @Nullable Engine engine;

    OneThread(Future<Engine> coming) {
      this.coming = coming;
    }

    @Override
    public void accept(Activity activity) {
      Engine ready = engine;
      if (ready == null) {
        ready = await(coming);
        engine = ready;
      }
      ready.accept(activity);
    }

    @Override
    void drain() {}

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

  private static final class TwoThreads extends EngineLine {
    private final Future<Engine> coming;
    private @Nullable Engine engine;
    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(QUEUED);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread judge;
    private Batch batch = new Batch();

    TwoThreads(Future<Engine> coming) {
      this.coming = coming;
      this.judge = Thread.ofPlatform().name("warder-judge").start(this::judgeAll);
    }

    @Override
    public void accept(Activity activity) {
      Engine ready = engine;
      if (ready == null) {
        ready = await(coming);
        engine = ready;
      }
      OperationView operation = ready.classify(activity);
      if (operation == null) {
        return;
      }
      batch.activities[batch.size] = activity;
      batch.operations[batch.size++] = operation;
      if (batch.size == BATCH) {
        hand(batch);
        batch = new Batch();
      }
    }

    @Override
    void drain() {
      hand(batch);
      hand(Batch.END);
      batch = new Batch();
      try {
        judge.join();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      rethrow();
    }

    private void hand(Batch full) {
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

    private void judgeAll() {
      try {
        Engine ready = await(coming);
        for (Batch next = queue.take(); next != Batch.END; next = queue.take()) {
          for (int i = 0; i < next.size; i++) {
            ready.judge(next.activities[i], next.operations[i]);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        failure.set(e);
        queue.clear();
      }
    }

    @Override
    public void close() {
      judge.interrupt();
    }
  }
}

package dev.warder.server.live;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.engine.state.StateException;
import dev.warder.model.Threads;
import dev.warder.model.Times;
import dev.warder.server.live.LiveState.At;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.Niceness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine on live calls, on a thread of its own: behind the journal by less than a second, and
/// told of a minute when it is over.
///
/// Bounds memory as the engine's, one state on disk that is replaced every [Settings#saveMicros]
///
/// Errors a state that cannot be read is left where it is, and everything is judged again that the
/// journal still has. A fault of the engine ends the judging, is logged and shows in [#status];
/// nothing else suffers
public final class LiveEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveEngine.class);
  private static final long STEP_MILLIS = 100;
  private static final long CATCH_UP_SECONDS = 30;

  private final Follower follower;
  private final LiveState state;
  private final Detections content;
  private final AtomicReference<@Nullable EngineSettings> changed = new AtomicReference<>();
  private volatile Settings settings;
  private final InstantSource clock;
  private final BlockingQueue<CompletableFuture<Void>> wanted = new LinkedBlockingQueue<>();
  private final Thread thread =
      Thread.ofPlatform().name("warder-live").daemon().unstarted(this::run);
  private volatile LiveStatus status;
  private volatile String fault = "";
  private volatile boolean closing;
  private long savedMicros;

  private LiveEngine(
      Follower follower,
      LiveState state,
      Settings settings,
      Detections content,
      InstantSource clock) {
    this.content = content;
    this.follower = follower;
    this.state = state;
    this.settings = settings;
    this.clock = clock;
    status = follower.status();
    savedMicros = Times.micros(clock.instant());
  }

  /// What is set.
  ///
  /// @param engine budget of alerts, and what is known of keys
  /// @param latenessMicros how much later than a younger one a call may come
  /// @param saveMicros how often the state is kept
  /// @param file where the state is kept
  public record Settings(EngineSettings engine, long latenessMicros, long saveMicros, Path file) {
    public Settings {
      requireNonNull(engine, "engine is null");
      requireNonNull(file, "file is null");
      if (latenessMicros < 0 || saveMicros < 1) {
        throw new IllegalArgumentException("a time is negative");
      }
    }
  }

  /// Goes on where the last process was, or begins with the journal's first call.
  ///
  /// @param calls the record that is followed; outlives this
  /// @param board takes the incidents; those that were told before are on it when this returns
  /// @throws JournalException if the journal cannot be read
  public static LiveEngine start(
      Settings settings,
      Detections content,
      Journal calls,
      CallReading reading,
      Board board,
      InstantSource clock)
      throws JournalException {
    LiveState state = new LiveState(settings.file());
    At at = resume(settings, content, state);
    Follower follower =
        new Follower(
            calls,
            reading,
            at.engine(),
            at.seen(),
            settings.latenessMicros(),
            board,
            content.version());
    LiveEngine live = new LiveEngine(follower, state, settings, content, clock);
    live.thread.start();
    return live;
  }

  private static At resume(Settings settings, Detections content, LiveState state) {
    if (state.exists()) {
      try {
        return state.read(settings.engine(), content, new ConjunctionScorer());
      } catch (IOException | StateException e) {
        LOG.atWarn()
            .addKeyValue("file", settings.file())
            .addKeyValue("why", e.getMessage())
            .log("the engine's state cannot be used; what the journal has is judged again");
      }
    }
    return new At(new Engine(settings.engine(), content, new ConjunctionScorer()), Seen.NOTHING);
  }

  private void run() {
    Niceness.yieldToOthers();
    try {
      boolean last;
      do {
        CompletableFuture<Void> asked = wanted.poll(STEP_MILLIS, TimeUnit.MILLISECONDS);
        last = closing;
        while (step() && !closing) {
          saveIfTime();
        }
        saveIfTime();
        changeIfWanted();
        if (asked != null) {
          asked.complete(null);
        }
      } while (!last);
      save();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fault = "the engine failed: " + e;
      LOG.atError().setCause(e).log("the engine failed; verdicts go on, nobody judges them");
    }
  }

  private boolean step() {
    try {
      boolean more = follower.step(Times.micros(clock.instant()));
      fault = "";
      return more;
    } catch (JournalException e) {
      fault = "the journal of calls: " + e.getMessage();
      return false;
    } finally {
      status = follower.status();
    }
  }

  private void saveIfTime() {
    long now = Times.micros(clock.instant());
    if (Math.abs(now - savedMicros) >= settings.saveMicros()) {
      save();
      savedMicros = now;
    }
  }

  /// Has the engine judge by other settings, soon; what it knows, it goes on knowing.
  public void change(EngineSettings engineSettings) {
    changed.set(requireNonNull(engineSettings, "engineSettings is null"));
  }

  /// By way of the state, which then says up to where the old ones counted: whoever judges again
  /// what came after comes to the same.
  private void changeIfWanted() {
    EngineSettings other = changed.get();
    if (other == null || !follower.hasToldAll() || !changed.compareAndSet(other, null)) {
      return;
    }
    try {
      state.save(follower.engine(), follower.seen());
      follower.replace(state.read(other, content, new ConjunctionScorer()).engine());
      settings =
          new Settings(other, settings.latenessMicros(), settings.saveMicros(), settings.file());
    } catch (IOException | StateException e) {
      LOG.atError()
          .addKeyValue("file", settings.file())
          .addKeyValue("why", e.getMessage())
          .log("the engine's settings cannot be changed; it goes on with the old ones");
    }
  }

  private void save() {
    if (follower.hasToldAll()) {
      try {
        state.save(follower.engine(), follower.seen());
      } catch (IOException e) {
        LOG.atWarn()
            .addKeyValue("file", settings.file())
            .addKeyValue("why", e.getMessage())
            .log("the engine's state cannot be kept; a start will judge more again");
      }
    }
  }

  /// Judges now what is recorded by now, as of the clock; returns when that is done and told of, or
  /// after some seconds in which it was not.
  public void catchUp() {
    if (!thread.isAlive()) {
      return;
    }
    CompletableFuture<Void> asked = new CompletableFuture<>();
    wanted.add(asked);
    asked.completeOnTimeout(null, CATCH_UP_SECONDS, TimeUnit.SECONDS).join();
  }

  /// How it is doing.
  public LiveStatus status() {
    return status;
  }

  /// Why calls are not judged at present; empty if they are.
  public String fault() {
    return fault;
  }

  /// Judges what is recorded by now, keeps the state, and ends.
  @Override
  public void close() {
    closing = true;
    wanted.add(new CompletableFuture<>());
    Threads.joinAll(thread);
  }
}

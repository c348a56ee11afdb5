package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.KeyAlarm;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.table.LastUses;
import dev.warder.keys.table.Ring;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Client;
import dev.warder.model.Parameter;
import dev.warder.model.Threads;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.Niceness;
import dev.warder.store.journal.activity.ActivityCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Writes verdicts, and calls that the gate saw, to the journal and sounds alarms, on threads of
/// its own, so that nobody waits for either.
///
/// Bounds 65,536 verdicts, as many calls, and 1,024 alarms wait; of verdicts and alarms what comes
/// beyond that is lost and counted, calls are not taken. They are on disk when the journal sees to
/// it
///
/// Errors a journal that takes nothing costs verdicts and calls their record, never their answer
///
/// Guarantees noted = recorded + unrecorded + waiting, of verdicts and of calls. What looks like a
/// key in a call's host, path, user agent or names of parameters is written as its id alone
public final class Recorder implements AutoCloseable {
  private static final int WAITING_BITS = 16;
  private static final int ALARM_BITS = 10;

  /// A change must not wait for a disk that is busy with more verdicts than these.
  private static final int UNFORCED = 4_096;

  /// What waits is far from filling the room for it in this time, and each waking costs.
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long MOST_IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LONG_SETTLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Journal journal;
  private final KeyShape shape;
  private final VerdictCodec codec;
  private final KeyAlarm alarm;
  private final LastUses uses;
  private final ActivityCodec calls = new ActivityCodec();
  private final Ring<Given> waiting = new Ring<>(WAITING_BITS);
  private final Ring<Activity> seen = new Ring<>(WAITING_BITS);
  private final Ring<Supplier<KeyAlarm.Use>> alarms = new Ring<>(ALARM_BITS);
  private final LongAdder noted = new LongAdder();
  private final LongAdder recorded = new LongAdder();
  private final LongAdder unrecorded = new LongAdder();
  private final LongAdder callsTaken = new LongAdder();
  private final LongAdder callsLeft = new LongAdder();
  private final LongAdder callsRecorded = new LongAdder();
  private final LongAdder callsUnrecorded = new LongAdder();
  private final LongAdder alarmsLost = new LongAdder();
  private final Thread writer =
      Thread.ofPlatform().name("warder-verdicts").daemon().unstarted(this::write);
  private final Thread herald =
      Thread.ofPlatform().name("warder-alarms").daemon().unstarted(this::sound);
  private volatile boolean closing;
  private volatile long appended;

  private Recorder(Journal journal, KeyShape shape, KeyAlarm alarm, LastUses uses) {
    this.journal = requireNonNull(journal, "journal is null");
    this.shape = requireNonNull(shape, "shape is null");
    this.codec = new VerdictCodec(shape);
    this.alarm = requireNonNull(alarm, "alarm is null");
    this.uses = requireNonNull(uses, "uses is null");
  }

  /// Begins to record.
  ///
  /// @param shape of what must not be written down wherever it stands
  /// @param uses takes the uses of keys that the caller must not know to be there
  public static Recorder start(Journal journal, KeyShape shape, KeyAlarm alarm, LastUses uses) {
    Recorder recorder = new Recorder(journal, shape, alarm, uses);
    recorder.writer.start();
    recorder.herald.start();
    return recorder;
  }

  /// Notes a verdict. Never waits, and does the same whatever the verdict is a sign of: what more
  /// there is to do for a trap is done by threads that nobody can time.
  void note(Given given) {
    noted.increment();
    if (!waiting.offer(given)) {
      unrecorded.increment();
      raise(given);
    }
  }

  /// Takes what became of a call. Never waits.
  ///
  /// @return whether there was room
  public boolean take(Activity call) {
    // Before it is there to be written down, so that nobody sees more recorded than taken.
    callsTaken.increment();
    boolean taken = seen.offer(call);
    if (!taken) {
      callsTaken.decrement();
      callsLeft.increment();
    }
    return taken;
  }

  private void raise(Given given) {
    if (given.alarm() != null) {
      alarm(() -> use(given));
    }
  }

  /// Sounds an alarm that no verdict is the reason of. Never waits.
  public void alarm(KeyAlarm.Use use) {
    alarm(() -> use);
  }

  private void alarm(Supplier<KeyAlarm.Use> use) {
    if (!alarms.offer(use)) {
      alarmsLost.increment();
    }
    LockSupport.unpark(herald);
  }

  private void write() {
    // What waits has room for a second of it; a call that waits has a caller.
    Niceness.yieldToOthers();
    int unforced = 0;
    while (true) {
      boolean last = closing;
      int taken = takeNext();
      unforced += taken;
      if (unforced >= UNFORCED) {
        force();
        unforced = 0;
      }
      if (taken == 0 && last) {
        return;
      }
      if (taken == 0) {
        LockSupport.parkNanos(this, IDLE_NANOS);
      }
    }
  }

  /// Writes the next verdict and the next call, if they are there; says how many it wrote.
  private int takeNext() {
    Given given = waiting.poll();
    if (given != null) {
      record(given);
      raise(given);
    }
    Activity call = seen.poll();
    if (call != null) {
      record(call);
    }
    return (given == null ? 0 : 1) + (call == null ? 0 : 1);
  }

  /// Notes the use of a key that was told to be unknown; of all others it is noted already.
  private void noteUse(Given given) {
    KeyState key = given.key();
    Request request = given.request();
    boolean isCall = !request.door().equals(RecordedVerdict.SCHEDULED);
    if (key != null && isCall && given.verdict().reason() == Reason.UNKNOWN) {
      uses.note(key.serial(), request.timeMicros(), request.source().canonical());
    }
  }

  private void record(Given given) {
    try {
      noteUse(given);
      long number = journal.append(codec.entry(given));
      if (number > 0) {
        appended = number;
        recorded.increment();
      } else {
        unrecorded.increment();
      }
    } catch (JournalException | RuntimeException | Error _) {
      // One verdict is lost; the thread is needed for all others.
      unrecorded.increment();
    }
  }

  private void record(Activity call) {
    try {
      long number = journal.append(calls.entry(masked(call)));
      if (number > 0) {
        appended = number;
        callsRecorded.increment();
      } else {
        callsUnrecorded.increment();
      }
    } catch (JournalException | RuntimeException | Error _) {
      // As above.
      callsUnrecorded.increment();
    }
  }

  private Activity masked(Activity call) {
    Call called = call.call();
    Client client = call.client();
    String api = shape.masked(called.api());
    String path = shape.masked(called.path());
    String agent = shape.masked(client.userAgent());
    boolean isClean =
        api.equals(called.api())
            && path.equals(called.path())
            && agent.equals(client.userAgent())
            && !isKeyInNames(call.parameters());
    if (isClean) {
      return call;
    }
    return call.calling(new Call(api, called.method(), path, called.route(), called.action()))
        .madeBy(new Client(client.family(), client.version(), client.kind(), agent, client.ja4()))
        .showing(call.parameters().stream().map(this::masked).toList());
  }

  private boolean isKeyInNames(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      if (isKeyIn(parameter.name())) {
        return true;
      }
    }
    return false;
  }

  private boolean isKeyIn(String text) {
    return !shape.masked(text).equals(text);
  }

  private Parameter masked(Parameter parameter) {
    return isKeyIn(parameter.name())
        ? new Parameter(
            parameter.place(),
            shape.masked(parameter.name()),
            parameter.shapes(),
            parameter.fingerprint())
        : parameter;
  }

  private void force() {
    try {
      journal.force(appended);
    } catch (JournalException | RuntimeException | Error _) {
      // What could not be taken is counted where it is appended.
      return;
    }
  }

  private void sound() {
    while (true) {
      boolean last = closing && !writer.isAlive();
      Supplier<KeyAlarm.Use> use = alarms.poll();
      if (use != null) {
        hear(use);
      } else if (last) {
        return;
      } else {
        LockSupport.parkNanos(this, closing ? IDLE_NANOS : MOST_IDLE_NANOS);
      }
    }
  }

  private KeyAlarm.Use use(Given given) {
    KeyState key = requireNonNull(given.key(), "an alarm without a key");
    Request request = given.request();
    return new KeyAlarm.Use(
        requireNonNull(given.alarm(), "an alarm of nothing"),
        given.verdict().id().toString(),
        key.id(),
        key.facts().tenant(),
        request.timeMicros(),
        codec.operation(request),
        request.source().canonical());
  }

  private void hear(Supplier<KeyAlarm.Use> use) {
    try {
      alarm.hear(use.get());
    } catch (RuntimeException | Error _) {
      // Somebody else's fault must not make us deaf for the next alarm.
      alarmsLost.increment();
    }
  }

  /// Waits until what was noted before is on disk, but not for long.
  public void settle() {
    long upToNow = callsTaken.sum();
    settle(() -> upToNow, SETTLE_NANOS);
  }

  /// The same, and until so many calls are.
  ///
  /// @param calls those that could not be kept among them; asked again while it waits
  public void settle(LongSupplier calls) {
    settle(calls, LONG_SETTLE_NANOS);
  }

  private void settle(LongSupplier calls, long mostNanos) {
    long end = System.nanoTime() + mostNanos;
    long upToNow = noted.sum();
    while ((recorded.sum() + unrecorded.sum() < upToNow
            || callsRecorded.sum() + callsUnrecorded.sum() < calls.getAsLong())
        && System.nanoTime() < end) {
      LockSupport.unpark(writer);
      LockSupport.parkNanos(this, SPIN_NANOS);
    }
    if (appended > 0) {
      force();
    }
  }

  public long calls() {
    return callsTaken.sum();
  }

  public long noted() {
    return noted.sum();
  }

  public long recorded() {
    return recorded.sum();
  }

  public long unrecorded() {
    return unrecorded.sum();
  }

  public long callsRecorded() {
    return callsRecorded.sum();
  }

  /// Calls that nobody can find again: not taken for want of room, or not by the journal.
  public long callsUnknown() {
    return callsLeft.sum() + callsUnrecorded.sum();
  }

  public long callsUnrecorded() {
    return callsUnrecorded.sum();
  }

  public long alarmsLost() {
    return alarmsLost.sum();
  }

  /// Writes what waits and stops.
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(herald);
    Threads.joinAll(writer, herald);
  }
}

package dev.warder.server.live;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.Engine;
import dev.warder.model.Activity;
import dev.warder.model.finding.Closing;
import dev.warder.model.finding.Incident;
import dev.warder.server.live.CallReading.Told.Made;
import dev.warder.server.live.CallReading.Told.Nothing;
import dev.warder.server.live.CallReading.Told.Unreadable;
import dev.warder.server.live.IncidentChange.Kind;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.Niceness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Follows the journal of calls, has the engine judge them, and tells incidents. Confined to one
/// thread.
///
///     journal ──entry──> calls ──in order of time──> engine ──grown──> told
///        ^                                                               │
///        └─────────────── that it was told, forced ──────────────────────┘
///
/// Guarantees each incident, and each growth of one, is told once and written down as told, wherever
/// the process is cut off: what was judged before is judged again from the last saved state, with
/// the same result, and what the journal has as told is not told again
///
/// Errors a journal that takes no record shows the incident all the same, and is given the record
/// again
final class Follower {
  private static final int AT_ONCE = 1 << 16;

  /// Judged without a pause: some tenths of a millisecond.
  private static final int AT_A_TIME = 128;

  private static final long NONE = Long.MIN_VALUE;

  private final Journal calls;
  private final CallReading reading;
  private Engine engine;
  private final Arrivals arrivals;

  /// Of one epoch, in order of time; none between two steps.
  private final List<Activity> waiting = new ArrayList<>(AT_A_TIME);

  private final Board board;
  private final String contentVersion;
  private final Map<String, Integer> told = new HashMap<>();
  private final Map<String, Incident> untold = new LinkedHashMap<>();
  private final long startsAt;
  private final Seen before;
  private long position;
  private long judgedEpoch;
  private long judged;
  private long unreadable;
  private long missing;
  private boolean isBehind;
  private boolean caughtUp;
  private boolean knowsAll;

  /// @param engine as it was when it had seen that much of the journal
  Follower(
      Journal calls,
      CallReading reading,
      Engine engine,
      Seen seen,
      long latenessMicros,
      Board board,
      String contentVersion)
      throws JournalException {
    this.calls = requireNonNull(calls, "calls is null");
    this.reading = requireNonNull(reading, "reading is null");
    this.engine = requireNonNull(engine, "engine is null");
    this.before = requireNonNull(seen, "seen is null");
    this.position = seen.settled();
    this.arrivals = new Arrivals(latenessMicros, engine.reachedMicros());
    this.board = requireNonNull(board, "board is null");
    this.contentVersion = requireNonNull(contentVersion, "contentVersion is null");
    this.startsAt = calls.forced();
    this.judgedEpoch =
        engine.lastMicros() == Long.MIN_VALUE
            ? NONE
            : Math.floorDiv(engine.lastMicros(), Engine.EPOCH_MICROS);
    // Keys of incidents that an earlier process told of are marked before the first call is judged.
    calls.search(
        IncidentEntry.after(position),
        (number, entry) -> {
          IncidentEntry told = IncidentEntry.read(entry);
          if (told != null) {
            board.await(told);
          }
          return true;
        });
    for (Incident incident : engine.incidents()) {
      told.put(incident.uid(), incident.findings().size());
      board.put(incident);
    }
  }

  /// Judges what is forced by now, and tells what it shows.
  ///
  /// @return whether there is more to read at once
  boolean step(long nowMicros) throws JournalException {
    long forced = calls.forced();
    long end = Math.min(forced, position + AT_ONCE);
    isBehind = end < forced;
    if (position < end) {
      calls.read(position + 1, (number, entry) -> take(number, entry, end));
      position = end;
    }
    arrivals.release(nowMicros, this::judge);
    judgeWaiting();
    endEpochs(nowMicros);
    for (Incident incident : engine.grownIncidents()) {
      untold.put(incident.uid(), incident);
    }
    // Before that, what the journal still has of an earlier process may say that it was told.
    if (position >= startsAt) {
      tell(nowMicros);
    }
    if (caughtUp && !knowsAll) {
      knowsAll = true;
      board.awaitNoMore();
    }
    return position < calls.forced();
  }

  private boolean take(long number, Entry entry, long end) {
    missing += number - position - 1;
    position = number;
    if (entry.kind() == EntryKind.FINDING) {
      IncidentEntry told = IncidentEntry.read(entry);
      if (told != null) {
        this.told.merge(told.uid(), told.findings(), Math::max);
      }
      return number < end;
    }
    if (before.has(number)) {
      return number < end;
    }
    switch (reading.read(entry)) {
      case Made(Activity call) -> arrivals.add(call, number);
      case Unreadable() -> unreadable++;
      case Nothing() -> {}
    }
    return number < end;
  }

  private void judge(Activity call) {
    long epoch = Engine.epoch(call);
    if (epoch > judgedEpoch) {
      judgeWaiting();
      engine.endEpoch();
      judgedEpoch = epoch;
    }
    waiting.add(call);
    if (waiting.size() == AT_A_TIME) {
      judgeWaiting();
      if (!isBehind) {
        Niceness.pause();
      }
    }
  }

  private void judgeWaiting() {
    engine.accept(waiting);
    judged += waiting.size();
    waiting.clear();
  }

  /// Ends the minute of the last call once no call of it can come any more.
  private void endEpochs(long nowMicros) {
    boolean isOver =
        judgedEpoch != NONE && arrivals.isPast((judgedEpoch + 1) * Engine.EPOCH_MICROS, nowMicros);
    if (isOver) {
      engine.endEpoch();
    }
    boolean isIdle = judgedEpoch == NONE && arrivals.isEmpty();
    caughtUp |= position >= startsAt && (isOver || isIdle);
  }

  /// Nobody closes an incident meanwhile: what is told and what is closed have one order.
  private void tell(long nowMicros) throws JournalException {
    if (untold.isEmpty()) {
      return;
    }
    List<Incident> shown = List.copyOf(untold.values());
    board.turn().lock();
    try {
      record(nowMicros);
    } finally {
      // Who finds it can close it, which has to come behind that it was told.
      shown.forEach(board::put);
      board.turn().unlock();
    }
  }

  private void record(long nowMicros) throws JournalException {
    List<Incident> recorded = new ArrayList<>();
    long last = 0;
    for (Incident incident : untold.values()) {
      if (incident.findings().size() > told.getOrDefault(incident.uid(), 0)) {
        long number = calls.append(entry(incident, nowMicros));
        if (number == 0) {
          // The disk is full and calls go on: it is recorded when there is room.
          break;
        }
        last = number;
      }
      recorded.add(incident);
    }
    if (last > 0) {
      calls.force(last);
    }
    for (Incident incident : recorded) {
      told.merge(incident.uid(), incident.findings().size(), Math::max);
      untold.remove(incident.uid());
    }
  }

  private Entry entry(Incident incident, long nowMicros) {
    int before = told.getOrDefault(incident.uid(), 0);
    int findings = incident.findings().size();
    Closing closing = board.closing(incident.uid());
    boolean wasClosed = closing != null && !closing.isOutdatedBy(before);
    if (closing != null && wasClosed && closing.isOutdatedBy(findings)) {
      // Behind the closing, though this step began before it.
      long behind = Math.max(nowMicros, closing.timeMicros() + 1);
      return IncidentEntry.of(Kind.REOPENED, incident, contentVersion, behind);
    }
    Kind kind = before == 0 ? Kind.TOLD : Kind.GROWN;
    return IncidentEntry.of(kind, incident, contentVersion, nowMicros);
  }

  /// Whether all that was concluded is told.
  boolean hasToldAll() {
    return untold.isEmpty();
  }

  /// What of the journal is judged: whoever goes on from there with the engine's state as it is now
  /// judges each call once.
  Seen seen() {
    return before.readOn(position, arrivals.held());
  }

  Engine engine() {
    return engine;
  }

  /// Goes on with another engine, which knows what this one did.
  void replace(Engine other) {
    engine = other;
  }

  /// What was done since the start.
  LiveStatus status() {
    return new LiveStatus(
        judged, calls.forced() - position, arrivals.late(), unreadable, missing, told.size());
  }
}

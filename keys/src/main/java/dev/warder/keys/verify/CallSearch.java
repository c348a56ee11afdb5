package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.KeysException;
import dev.warder.keys.Reach;
import dev.warder.keys.shape.KeyShape;
import dev.warder.model.ErrorCode;
import dev.warder.model.Times;
import dev.warder.policy.select.Selector.OfCalls;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.Query;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/// Looks for calls in what was recorded of verdicts. Safe for use by many threads, which take
/// turns.
///
/// What it found is kept for a while: the next page of a list, or the preview after it, only looks
/// at calls that came since, and who asks again after a search took too long goes on where it
/// ended.
///
/// Bounds 16 things asked at a time, 15 s a search, 10 s for its turn, for which 12 wait; the last
/// 4 searches of an hour are kept, one bit a key for each thing asked
///
/// Guarantees a call that was recorded before the search began is found, unless retention has
/// dropped it. Does not guarantee that each call was recorded: [Reach] says what is known of that
public final class CallSearch implements CallHistory {
  /// How long one search may take. Less than a door waits for an answer.
  public static final Duration BUDGET = Duration.ofSeconds(15);

  /// Things asked in one selector.
  public static final int MOST_ASKED = 16;

  private static final Duration TURN = Duration.ofSeconds(10);
  private static final int WAITING = 12;
  private static final int KEPT = 4;
  private static final long KEPT_MICROS = Times.HOUR;

  private final List<Journal> journals;
  private final Recorder recorder;
  private final VerdictCodec codec;
  private final ToIntFunction<String> serials;
  private final InstantSource clock;
  private final long startMicros;
  private final long budgetNanos;
  private final Turns turns =
      new Turns("others are searching the recorded calls", 1, WAITING, TURN);

  /// Only who has the turn may touch these.
  private final List<Scan> kept = new ArrayList<>();

  private final long[] oldest;

  /// @param journals where verdicts are recorded, the one with the older ones first
  /// @param serials the serial of a key's id, negative if there is no such key
  /// @param budget how long one search may take
  public CallSearch(
      List<Journal> journals,
      Recorder recorder,
      KeyShape shape,
      ToIntFunction<String> serials,
      InstantSource clock,
      Duration budget) {
    this.journals = List.copyOf(journals);
    this.recorder = requireNonNull(recorder, "recorder is null");
    this.codec = new VerdictCodec(shape);
    this.serials = requireNonNull(serials, "serials is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.budgetNanos = budget.toNanos();
    startMicros = Times.micros(clock.instant());
    oldest = new long[journals.size()];
  }

  @Override
  public Answer look(List<OfCalls> asked) throws KeysException {
    if (asked.size() > MOST_ASKED) {
      throw new KeysException(
          ErrorCode.SELECTOR_INVALID,
          "a selector asks for at most "
              + MOST_ASKED
              + " different kinds of calls; put places into one list: used-from (AS14061, KP)");
    }
    return turns.during(() -> settled(asked));
  }

  private Answer settled(List<OfCalls> asked) throws KeysException {
    try {
      recorder.settle();
      return search(asked);
    } catch (JournalException e) {
      throw new KeysException(e.code(), "recorded calls cannot be read: " + e.getMessage(), e);
    }
  }

  private Answer search(List<OfCalls> asked) throws JournalException, KeysException {
    long end = System.nanoTime() + budgetNanos;
    long now = Times.micros(clock.instant());
    Scan scan = scan(asked, now);
    long since = Reach.NEVER;
    for (int i = 0; i < journals.size(); i++) {
      Journal journal = journals.get(i);
      since = Math.min(since, since(i));
      scan.begin(i, journal.forced(), end);
      journal.search(query(asked, scan).from(scan.reached(i) + 1), scan);
      if (scan.isLate()) {
        throw late(scan);
      }
      scan.finish();
    }
    return new Answer(
        asked,
        scan.found(),
        new Reach(
            since, scan.calls(), recorder.unrecorded() + recorder.callsUnknown(), startMicros));
  }

  /// What was found by an equal question before, or nothing yet.
  private Scan scan(List<OfCalls> asked, long nowMicros) {
    kept.removeIf(scan -> scan.begunMicros() < nowMicros - KEPT_MICROS);
    for (Scan scan : kept) {
      if (scan.asked().equals(asked)) {
        return scan;
      }
    }
    if (kept.size() == KEPT) {
      kept.removeFirst();
    }
    Scan scan = new Scan(asked, codec, serials, journals.size(), nowMicros);
    kept.add(scan);
    return scan;
  }

  private static Query query(List<OfCalls> asked, Scan scan) {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (OfCalls one : asked) {
      from = Math.min(from, one.span().fromMicros(0));
      to = Math.max(to, one.span().toMicros(0));
    }
    Query query = Query.EVERYTHING.of(EntryKind.VERDICT, EntryKind.ACTIVITY).between(from, to);
    return scan.needsPersonal() ? query : query.sealed();
  }

  /// When the oldest call was made that a journal still has.
  private long since(int journal) throws JournalException {
    First first = new First();
    Query any =
        Query.EVERYTHING.of(EntryKind.VERDICT, EntryKind.ACTIVITY).sealed().from(oldest[journal]);
    journals.get(journal).search(any, first::take);
    oldest[journal] = first.number;
    return first.micros;
  }

  private KeysException late(Scan scan) {
    return new KeysException(
        ErrorCode.SEARCH_TOO_LONG,
        "after "
            + TimeUnit.NANOSECONDS.toSeconds(budgetNanos)
            + " s, "
            + scan.calls()
            + " calls up to "
            + Times.instant(scan.lateMicros())
            + " were looked at, and there are more. Ask the same again to go on from there (its"
            + " times written as instants), or narrow it by time: used-from AS14061 after"
            + " 2026-11-01 before 2026-11-08");
  }

  /// The first entry that is handed on.
  private static final class First {
    private long number;
    private long micros = Reach.NEVER;

    private boolean take(long entryNumber, Entry entry) {
      if (!VerdictCodec.isVerdict(entry)) {
        return true;
      }
      number = entryNumber;
      micros = entry.timeMicros();
      return false;
    }
  }
}

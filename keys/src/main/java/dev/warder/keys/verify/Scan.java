package dev.warder.keys.verify;

import dev.warder.keys.json.BrokenBody;
import dev.warder.model.Source;
import dev.warder.policy.select.Selector.CallTest;
import dev.warder.policy.select.Selector.OfCalls;
import dev.warder.policy.select.Selector.Touched;
import dev.warder.policy.select.Selector.UsedFrom;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.Journal;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// One pass over recorded calls, that can be interrupted and go on later. Confined to whoever has
/// the turn.
///
/// A question is one bit of a number. Whether a source is in a system or country is known from its
/// canonical text, and told once for each; only where a network is asked for, and neither the
/// source nor an earlier call has answered, is the address itself read.
///
/// Bounds one bit a key and question; 65,536 sources are remembered
final class Scan implements Journal.Reader {
  private static final int MOST_SOURCES = 1 << 16;
  private static final int CLOCK_MASK = (1 << 10) - 1;

  private final List<OfCalls> asked;
  private final VerdictCodec codec;
  private final ToIntFunction<String> serials;
  private final long begunMicros;
  private final CallTest[] tests;
  private final long[] from;
  private final long[] to;
  private final BitSet[] found;
  private final long[] reached;
  private final Map<String, Seen> sources = new HashMap<>();
  private final int ofSources;
  private final int ofAddresses;
  private final int ofOperations;
  private int journal;
  private long upTo;
  private long endNanos;
  private long entries;
  private long calls;
  private boolean late;
  private long lateMicros;

  /// A source without its address, and the questions that it answers.
  private record Seen(Source source, int met) {}

  Scan(
      List<OfCalls> asked,
      VerdictCodec codec,
      ToIntFunction<String> serials,
      int journals,
      long begunMicros) {
    this.asked = List.copyOf(asked);
    this.codec = codec;
    this.serials = serials;
    this.begunMicros = begunMicros;
    tests = asked.stream().map(OfCalls::test).toArray(CallTest[]::new);
    from = asked.stream().mapToLong(one -> one.span().fromMicros(0)).toArray();
    to = asked.stream().mapToLong(one -> one.span().toMicros(0)).toArray();
    found = asked.stream().map(_ -> new BitSet()).toArray(BitSet[]::new);
    reached = new long[journals];
    int bySource = 0;
    int byAddress = 0;
    int byOperation = 0;
    for (int i = 0; i < asked.size(); i++) {
      switch (asked.get(i)) {
        case UsedFrom used -> {
          bySource |= 1 << i;
          byAddress |= used.isByAddress() ? 1 << i : 0;
        }
        case Touched _ -> byOperation |= 1 << i;
      }
    }
    ofSources = bySource;
    ofAddresses = byAddress;
    ofOperations = byOperation;
  }

  List<OfCalls> asked() {
    return asked;
  }

  long begunMicros() {
    return begunMicros;
  }

  /// Whether anything is asked that may stand in the personal part of an entry.
  boolean needsPersonal() {
    return (ofAddresses | ofOperations) != 0;
  }

  /// Begins or goes on with a journal.
  ///
  /// @param last the last entry that is looked at
  /// @param nanos when it has taken too long, as `System.nanoTime` has it
  void begin(int whichJournal, long last, long nanos) {
    journal = whichJournal;
    upTo = last;
    endNanos = nanos;
    late = false;
  }

  /// All of a journal was looked at, up to the last entry that was to be.
  void finish() {
    reached[journal] = Math.max(reached[journal], upTo);
  }

  long reached(int whichJournal) {
    return reached[whichJournal];
  }

  boolean isLate() {
    return late;
  }

  /// When the last call was made that was looked at before it took too long.
  long lateMicros() {
    return lateMicros;
  }

  long calls() {
    return calls;
  }

  /// Serials of the keys found so far, for each thing asked.
  List<BitSet> found() {
    return java.util.Arrays.stream(found).map(set -> (BitSet) set.clone()).toList();
  }

  @Override
  public boolean accept(long number, Entry entry) {
    if (number > upTo) {
      return false;
    }
    entries++;
    if ((entries & CLOCK_MASK) == 0 && System.nanoTime() - endNanos > 0) {
      late = true;
      lateMicros = entry.timeMicros();
      return false;
    }
    if (!entry.credentialUid().isEmpty() && VerdictCodec.isVerdict(entry)) {
      calls++;
      int serial = serials.applyAsInt(entry.credentialUid());
      if (serial >= 0) {
        call(serial, entry);
      }
    }
    reached[journal] = number;
    return true;
  }

  private void call(int serial, Entry entry) {
    int open = open(serial, entry.timeMicros());
    if (open != 0 && VerdictCodec.door(entry).equals(RecordedVerdict.SCHEDULED)) {
      // Nobody showed a secret.
      return;
    }
    if ((open & ofSources) != 0) {
      Seen seen = seen(entry.source());
      int met = open & seen.met();
      int byAddress = open & ofAddresses & ~met;
      found(serial, met | (byAddress == 0 ? 0 : inNetworks(byAddress, seen.source(), entry)));
    }
    if ((open & ofOperations) != 0) {
      found(serial, operations(open & ofOperations, entry));
    }
  }

  /// Questions that the key has not answered yet and whose time it is.
  private int open(int serial, long micros) {
    int open = 0;
    for (int i = 0; i < tests.length; i++) {
      boolean isOpen = micros >= from[i] && micros < to[i] && !found[i].get(serial);
      open |= isOpen ? 1 << i : 0;
    }
    return open;
  }

  private void found(int serial, int met) {
    for (int rest = met; rest != 0; rest &= rest - 1) {
      found[Integer.numberOfTrailingZeros(rest)].set(serial);
    }
  }

  private Seen seen(String canonical) {
    Seen known = sources.get(canonical);
    if (known != null) {
      return known;
    }
    if (sources.size() == MOST_SOURCES) {
      sources.clear();
    }
    Source source = CanonicalSource.read(canonical);
    Seen seen = new Seen(source, met(ofSources, source, "", ""));
    sources.put(canonical, seen);
    return seen;
  }

  private int inNetworks(int questions, Source source, Entry entry) {
    try {
      Source whole = CanonicalSource.at(codec.address(entry), source);
      return met(questions, whole, "", "");
    } catch (BrokenBody _) {
      // A newer version wrote it: nobody knows its address.
      return 0;
    }
  }

  private int operations(int questions, Entry entry) {
    try {
      String operation = codec.operation(entry);
      int blank = operation.indexOf(' ');
      return blank < 0
          ? 0
          : met(
              questions,
              Source.UNKNOWN,
              operation.substring(0, blank),
              operation.substring(blank + 1));
    } catch (BrokenBody _) {
      // As above: nobody knows what was called.
      return 0;
    }
  }

  private int met(int questions, Source source, String method, String path) {
    int met = 0;
    for (int rest = questions; rest != 0; rest &= rest - 1) {
      int at = Integer.numberOfTrailingZeros(rest);
      met |= tests[at].isMet(source, method, path) ? 1 << at : 0;
    }
    return met;
  }
}

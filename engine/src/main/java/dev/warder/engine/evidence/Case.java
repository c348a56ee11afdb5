package dev.warder.engine.evidence;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Times;
import dev.warder.model.finding.Evidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The case against one strand: at most one entry per detection, with samples of what it rests on.
///
/// What a strand did is forgotten after [#MEMORY_MICROS] unless it was told by then; what it *is*
/// (its source, its client) stays until it is trusted.
///
/// Bounds one entry per detection, [#MAX_SAMPLES] samples each
public final class Case {
  private static final long MEMORY_MICROS = Times.DAY;
  private static final int MAX_SAMPLES = 6;

  private static final long GRUDGE_MICROS = 7 * Times.DAY;

  /// Evidence up to which a strand may teach the baseline.
  private static final double HARMLESS_NATS = 3;

  /// First seen first; mostly two or three, so they are looked through.
  private List<Entry> entries = List.of();

  private double nats;
  private double peakNats;
  private long lastHarmMicros = Long.MIN_VALUE;
  private boolean told;
  private @Nullable Score toldAs;
  private long callsBeforeTold;

  /// Adds a fact; says whether that may have changed the weight of the case.
  boolean add(Fact fact, long nowMicros) {
    int at = indexOf(fact.detection());
    if (at < 0) {
      keep(new Entry(fact, nowMicros));
      return true;
    }
    Entry known = entries.get(at);
    if (!told && isStale(known, nowMicros)) {
      entries.set(at, new Entry(fact, nowMicros));
      return true;
    }
    return known.add(fact, nowMicros);
  }

  private void keep(Entry entry) {
    if (entries.isEmpty()) {
      entries = new ArrayList<>(2);
    }
    entries.add(entry);
  }

  private int indexOf(Detection detection) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).fact.detection().id().equals(detection.id())) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Entry find(Detection detection) {
    int at = indexOf(detection);
    return at < 0 ? null : entries.get(at);
  }

  /// Whether a fact of a detection would add to the case, be it weight or one of the first samples.
  /// What a consumer does all day long is not worth putting into words each time; the last sample
  /// is kept for those that were told.
  public boolean gains(Detection detection, double factNats, long nowMicros) {
    Entry known = find(detection);
    return known == null
        || told
        || factNats > known.fact.nats()
        || known.first.size() < MAX_SAMPLES - 1
        || isStale(known, nowMicros);
  }

  private static boolean isStale(Entry entry, long nowMicros) {
    return !entry.fact.detection().facet().isIdentity()
        && entry.weighedMicros < nowMicros - MEMORY_MICROS;
  }

  /// Facts that still count, one per detection, first seen first.
  Collection<Fact> facts(long nowMicros) {
    forget(nowMicros);
    List<Fact> facts = new ArrayList<>(entries.size());
    entries.forEach(entry -> facts.add(entry.fact));
    return facts;
  }

  private void forget(long nowMicros) {
    if (!told && !entries.isEmpty()) {
      entries.removeIf(entry -> isStale(entry, nowMicros));
    }
  }

  /// Lets go of what no longer counts; of a strand that is trusted by now, also of what was new
  /// about it.
  public void rest(long nowMicros, boolean trusted) {
    forget(nowMicros);
    if (!told && trusted && !entries.isEmpty()) {
      entries.removeIf(entry -> entry.fact.detection().facet().isIdentity());
    }
    entries = entries.isEmpty() ? List.of() : entries;
  }

  void weighed(double now) {
    nats = now;
    peakNats = Math.max(peakNats, nats);
  }

  boolean isHarmful() {
    return nats >= HARMLESS_NATS;
  }

  /// Notes that something speaks against the strand, which keeps it from teaching for a while.
  public void harm(long nowMicros) {
    lastHarmMicros = nowMicros;
  }

  void tell(long calls) {
    told = true;
    callsBeforeTold = calls;
  }

  /// Tells the case as measured rates weigh it, which stands from then on.
  void tellAs(Score score, long calls) {
    weighed(score.nats());
    toldAs = score;
    tell(calls);
  }

  /// The measured weight the case was told with; null if declared weights told it, or nobody did.
  @Nullable Score toldAs() {
    return toldAs;
  }

  /// The samples kept for a fact's detection, the first ones and the last; the fact's own if none
  /// are kept.
  public List<Evidence> samples(Fact fact) {
    Entry entry = find(fact.detection());
    return entry == null ? List.of(fact.evidence()) : entry.samples();
  }

  /// Whether a fact of a detection is part of the case.
  public boolean holds(Detection detection) {
    return indexOf(detection) >= 0;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// Whether the strand may teach: nothing much has spoken against it for [#GRUDGE_MICROS].
  public boolean isHarmless(long nowMicros) {
    return !told
        && (lastHarmMicros == Long.MIN_VALUE || nowMicros - lastHarmMicros > GRUDGE_MICROS);
  }

  public boolean isTold() {
    return told;
  }

  public double nats() {
    return nats;
  }

  public double peakNats() {
    return peakNats;
  }

  /// Calls of the strand when its case was told first.
  public long callsBeforeTold() {
    return callsBeforeTold;
  }

  public void save(StateWriter out) {
    out.list(entries, (to, entry) -> entry.save(to));
    out.real(nats);
    out.real(peakNats);
    out.signed(lastHarmMicros);
    out.flag(told);
    out.optional(toldAs, (to, score) -> score.save(to));
    out.number(callsBeforeTold);
  }

  /// Takes back what was saved; what content no longer has a detection for is gone.
  ///
  /// @param detections of content, by id
  public void restore(StateReader in, Map<String, Detection> detections) throws StateException {
    in.each(from -> {
      Entry entry = Entry.restore(from, detections);
      if (entry != null) {
        in.require(find(entry.fact.detection()) == null, "a detection stands twice");
        keep(entry);
      }
    });
    nats = in.real();
    peakNats = in.real();
    lastHarmMicros = in.signed();
    told = in.flag();
    toldAs = in.optional(Score::restore);
    callsBeforeTold = in.number();
  }

  /// One detection of a case. Its age is that of the weight that counts: a deed that is repeated
  /// with less weight does not keep the first one young.
  private static final class Entry {
    private Fact fact;
    private long weighedMicros;
    private final List<Evidence> first = new ArrayList<>(1);
    private @Nullable Evidence last;

    Entry(Fact fact, long nowMicros) {
      this.fact = fact;
      this.weighedMicros = nowMicros;
      first.add(fact.evidence());
    }

    boolean add(Fact again, long nowMicros) {
      if (first.size() < MAX_SAMPLES - 1) {
        first.add(again.evidence());
      } else {
        last = again.evidence();
      }
      if (again.nats() > fact.nats()) {
        fact = again;
        weighedMicros = nowMicros;
        return true;
      }
      return false;
    }

    List<Evidence> samples() {
      List<Evidence> samples = new ArrayList<>(first);
      if (last != null) {
        samples.add(last);
      }
      return samples;
    }

    void save(StateWriter out) {
      fact.save(out);
      out.signed(weighedMicros);
      out.list(first, SavedNouns::write);
      out.optional(last, SavedNouns::write);
    }

    /// Takes back what was saved; null if content no longer has the detection.
    static @Nullable Entry restore(StateReader in, Map<String, Detection> detections)
        throws StateException {
      Fact fact = Fact.restore(in, detections);
      long weighedMicros = in.signed();
      List<Evidence> first = in.list(SavedNouns::evidence);
      Evidence last = in.optional(SavedNouns::evidence);
      in.require(!first.isEmpty() && first.size() < MAX_SAMPLES, "another number of samples");
      if (fact == null) {
        return null;
      }
      Entry entry = new Entry(fact, weighedMicros);
      entry.first.clear();
      entry.first.addAll(first);
      entry.last = last;
      return entry;
    }
  }
}

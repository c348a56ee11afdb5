package dev.warder.engine.population;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.profile.Attachment;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Outcome.Result;
import dev.warder.model.StableHash;
import dev.warder.model.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one consumer did within a day of its first call. Confined to the engine's thread.
///
/// Bounds some 250 bytes on most days, half a kilobyte more where much is touched and refused;
/// [#MAX_DETECTIONS] detections are told apart
final class StrandDay implements Attachment {
  private static final int MAX_DETECTIONS = 32;
  private static final int MAX_UNKNOWN_PATHS = 3;
  private static final int FIRST_CALLS = 3;
  private static final int FEW_OBJECTS = 10;
  private static final int LEAST_OBJECTS = 5;
  private static final long FEW_BYTES = 200_000;
  private static final long LEAST_BYTES = 100_000;

  private static final long[] NO_PATHS = {};

  private final Strand strand;
  private final KeyHabits habits;
  private final long startMicros;
  private final Who who;

  /// Whether the day will be closed and counted; if not, it goes when its consumer goes.
  private final boolean counted;

  private final byte[] grades = new byte[Trait.ALL.length];
  private final RareOperations rare = new RareOperations();
  private Map<String, Detection> detections = Map.of();
  private @Nullable DistinctSketch refused;
  private final DistinctSketch touched = new DistinctSketch();
  private long[] unknownPaths = NO_PATHS;
  private int unknownPathCount;
  private int refusals;
  private int objects;
  private long bytes;
  private int calls;
  private final DeedCourse course = new DeedCourse();
  private boolean changed = true;

  /// Since when the consumer's tenant is known; not saved, looked up anew.
  long tenantSince = Long.MIN_VALUE;

  double rawWho;

  /// What the day says when it is set beside other days of its source, in nats; weighed anew each
  /// time.
  double shared;

  double mostNats = Double.NEGATIVE_INFINITY;

  StrandDay(Strand strand, KeyHabits habits, long startMicros, Who who, boolean counted) {
    this.habits = habits;
    this.strand = strand;
    this.startMicros = startMicros;
    this.who = who;
    this.counted = counted;
  }

  /// Takes a call in.
  void note(Observation seen, Rarity rarity) {
    calls++;
    Activity activity = seen.activity();
    long object = object(activity);
    noteOperation(seen, rarity, object);
    Result result = activity.outcome().result();
    if (result == Result.DENIED || result == Result.NOT_FOUND) {
      noteRefusal(object);
    }
    if (touched.add(object)) {
      objects = touched.estimate();
      if (objects >= FEW_OBJECTS && objects > habits.mostObjects) {
        raise(Trait.OBJECTS, times(objects, Math.max(LEAST_OBJECTS, habits.mostObjects)));
      }
    }
    bytes += Math.max(0, activity.responseBytes());
    if (bytes > FEW_BYTES && bytes > habits.mostBytes) {
      raise(Trait.BYTES, times((double) bytes, (double) Math.max(LEAST_BYTES, habits.mostBytes)));
    }
  }

  private void noteRefusal(long object) {
    if (refused == null) {
      refused = new DistinctSketch();
    }
    if (refused.add(object)) {
      refusals = refused.estimate();
      if (refusals > habits.mostRefusals) {
        raise(Trait.REFUSALS, grade(refusals, 2, 6, 20));
      }
    }
  }

  private void noteOperation(Observation seen, Rarity rarity, long object) {
    if (seen.operation().isUnknownPath()) {
      noteUnknownPath(object);
      return;
    }
    if (!seen.newToProfile() || !rare.isFirst(seen.operation().id())) {
      return;
    }
    changed = true;
    rare.weigh(rarity.nats(seen.operation()), seen.operation().operation().name());
    if (calls <= FIRST_CALLS && WhoAmI.isAskedBy(seen.operation())) {
      raise(Trait.WHO_AM_I, 1);
    }
  }

  private void noteUnknownPath(long object) {
    for (int i = 0; i < unknownPathCount; i++) {
      if (unknownPaths[i] == object) {
        return;
      }
    }
    if (unknownPathCount < MAX_UNKNOWN_PATHS) {
      unknownPaths = unknownPathCount == 0 ? new long[MAX_UNKNOWN_PATHS] : unknownPaths;
      unknownPaths[unknownPathCount++] = object;
      raise(Trait.UNKNOWN_PATHS, unknownPathCount < MAX_UNKNOWN_PATHS ? 1 : 2);
    }
  }

  /// Notes that one of content's detections held.
  void note(Detection detection) {
    if (detections.isEmpty()) {
      detections = new LinkedHashMap<>(4);
    }
    if (detections.size() < MAX_DETECTIONS
        && detections.putIfAbsent(detection.id(), detection) == null) {
      changed = true;
    }
  }

  private void raise(Trait trait, int grade) {
    if (grade > grades[trait.index]) {
      grades[trait.index] = (byte) grade;
      changed = true;
    }
  }

  private static int grade(int count, int... steps) {
    int grade = 0;
    while (grade < steps.length && count >= steps[grade]) {
      grade++;
    }
    return grade;
  }

  /// How many times the most so far: over it, three times, ten times.
  private static int times(double now, double most) {
    double times = now / most;
    return times >= 10 ? 3 : times >= 3 ? 2 : times >= 1.01 ? 1 : 0;
  }

  private static long object(Activity activity) {
    String path = activity.call().path();
    String text =
        !path.isEmpty()
            ? path
            : activity.targets().isEmpty()
                ? activity.call().action()
                : activity.targets().getFirst();
    return StableHash.ofRemembered(text);
  }

  @Override
  public int prefetch() {
    return calls;
  }

  /// Reads what it takes to close it; see [Prefetch](dev.warder.engine.profile.Prefetch).
  int prefetchToClose() {
    return calls + course.prefetch() + rare.size() + grades.length + who.kind().index;
  }

  @Override
  public int prefetchParts() {
    return touched.prefetch() + grades.length + rare.size();
  }

  DeedCourse course() {
    return course;
  }

  int calls() {
    return calls;
  }

  boolean isCounted() {
    return counted;
  }

  /// Whether anything changed since the last time this was asked.
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /// The operations new to the key.
  RareOperations rare() {
    return rare;
  }

  /// What the key's own days showed.
  KeyHabits habits() {
    return habits;
  }

  Strand strand() {
    return strand;
  }

  long startMicros() {
    return startMicros;
  }

  /// Whether nobody will close the day, though it is over.
  boolean isLeftOver(long nowMicros) {
    return !counted && startMicros + Times.DAY <= nowMicros;
  }

  Who who() {
    return who;
  }

  int grade(Trait trait) {
    return grades[trait.index];
  }

  /// A copy of all grades, by the index of their trait.
  byte[] grades() {
    return grades.clone();
  }

  Map<String, Detection> detections() {
    return detections;
  }

  int refusals() {
    return refusals;
  }

  int objects() {
    return objects;
  }

  long bytes() {
    return bytes;
  }

  /// What a trait looks like on this day, for people.
  String seen(Trait trait) {
    return switch (trait) {
      case UNKNOWN_PATHS ->
          unknownPathCount == 1
              ? "a path that does not exist"
              : unknownPathCount
                  + (unknownPathCount == MAX_UNKNOWN_PATHS ? " or more" : "")
                  + " paths that do not exist";
      case WHO_AM_I -> "asks whose key it is, first thing";
      case REFUSALS -> refusals + " things refused or not found";
      case OBJECTS -> objects + " different things touched";
      case BYTES -> bytes / 1_000 + " kB taken out";
    };
  }

  /// What was the most before, for people.
  String usual(Trait trait) {
    return switch (trait) {
      case UNKNOWN_PATHS, WHO_AM_I -> "not seen on " + habits.days(trait, 0) + " earlier days";
      case REFUSALS -> "at most " + habits.mostRefusals + " a day";
      case OBJECTS -> "at most " + habits.mostObjects + " a day";
      case BYTES -> "at most " + habits.mostBytes / 1_000 + " kB a day";
    };
  }

  /// Writes all but its consumer.
  void save(StateWriter out) {
    out.signed(startMicros);
    who.save(out);
    out.flag(counted);
    Trait.saveGrades(out, grades);
    rare.save(out);
    out.texts(detections.keySet());
    out.optional(refused, (to, sketch) -> sketch.save(to));
    touched.save(out);
    out.number(unknownPathCount);
    for (int i = 0; i < unknownPathCount; i++) {
      out.bits(unknownPaths[i]);
    }
    out.number(refusals);
    out.number(objects);
    out.number(bytes);
    out.number(calls);
    course.save(out);
    out.flag(changed);
    out.real(rawWho);
    out.real(mostNats);
  }

  /// Takes back what was saved; detections that content no longer has are gone.
  ///
  /// @param content detections by id
  static StrandDay restore(
      StateReader in, Strand strand, KeyHabits habits, Map<String, Detection> content)
      throws StateException {
    StrandDay day = new StrandDay(strand, habits, in.signed(), Who.restore(in), in.flag());
    System.arraycopy(Trait.restoreGrades(in), 0, day.grades, 0, day.grades.length);
    day.rare.restore(in);
    for (String id : in.texts()) {
      Detection detection = content.get(id);
      if (detection != null) {
        day.note(detection);
      }
    }
    day.refused =
        in.optional(from -> {
          DistinctSketch sketch = new DistinctSketch();
          sketch.restore(from);
          return sketch;
        });
    day.touched.restore(in);
    day.unknownPathCount = in.number(MAX_UNKNOWN_PATHS);
    day.unknownPaths = day.unknownPathCount == 0 ? NO_PATHS : new long[MAX_UNKNOWN_PATHS];
    for (int i = 0; i < day.unknownPathCount; i++) {
      day.unknownPaths[i] = in.bits();
    }
    day.refusals = in.small();
    day.objects = in.small();
    day.bytes = in.number();
    day.calls = in.small();
    day.course.restore(in);
    day.changed = in.flag();
    day.rawWho = in.real();
    day.mostNats = in.real();
    return day;
  }
}

package dev.warder.engine.population;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.profile.Attachment;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Strand;
import dev.warder.model.Activity;
import dev.warder.model.Outcome.Result;
import dev.warder.model.StableHash;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one consumer did within a day of its first call. Confined to the engine's thread.
///
/// Bounds some 250 bytes on most days, half a kilobyte more where much is touched and refused;
/// [#MAX_NEW] operations new to the key and [#MAX_DETECTIONS] detections are told apart
final class StrandDay implements Attachment {
  private static final int MAX_NEW = 256;
  private static final int MAX_DETECTIONS = 32;
  private static final int MAX_UNKNOWN_PATHS = 3;
  private static final int FIRST_CALLS = 3;
  private static final int FEW_OBJECTS = 10;
  private static final int LEAST_OBJECTS = 5;
  private static final long FEW_BYTES = 200_000;
  private static final long LEAST_BYTES = 100_000;

  /// What the rarest operations weigh, rarest first: ten rare ones are not ten proofs.
  private static final double[] RARE_WEIGHTS = {1, 0.8, 0.65, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1};

  private static final int[] NONE = {};
  private static final double[] NOTHING = {};
  private static final long[] NO_PATHS = {};

  private final Strand strand;
  private final KeyHabits habits;
  private final long startMicros;
  private final Who who;
  private final byte[] grades = new byte[Trait.ALL.length];

  /// Operations new to the key, in the order they came.
  private int[] fresh = NONE;

  /// What the rarest of them weigh, in falling order.
  private double[] rarest = NOTHING;

  private int newOperations;
  private String rarestName = "";
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
  double rawWho;
  double mostNats = Double.NEGATIVE_INFINITY;

  StrandDay(Strand strand, KeyHabits habits, long startMicros, Who who) {
    this.habits = habits;
    this.strand = strand;
    this.startMicros = startMicros;
    this.who = who;
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
    if (!seen.newToProfile() || !isFirst(seen.operation().id())) {
      return;
    }
    changed = true;
    insert(rarity.nats(seen.operation()), seen.operation().operation().name());
    if (calls <= FIRST_CALLS && WhoAmI.isAskedBy(seen.operation())) {
      raise(Trait.WHO_AM_I, 1);
    }
  }

  /// Whether the consumer calls an operation for the first time on this day.
  private boolean isFirst(int operation) {
    for (int i = 0; i < newOperations; i++) {
      if (fresh[i] == operation) {
        return false;
      }
    }
    if (newOperations == MAX_NEW) {
      return false;
    }
    if (newOperations == fresh.length) {
      fresh = Arrays.copyOf(fresh, Math.max(4, 2 * newOperations));
    }
    fresh[newOperations++] = operation;
    return true;
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

  /// Keeps the rarest in falling order.
  private void insert(double nats, String name) {
    if (rarest.length == 0 || nats > rarest[0]) {
      rarestName = name;
    }
    int at = 0;
    while (at < rarest.length && rarest[at] >= nats) {
      at++;
    }
    if (at == RARE_WEIGHTS.length) {
      return;
    }
    double[] wider = Arrays.copyOf(rarest, Math.min(RARE_WEIGHTS.length, rarest.length + 1));
    System.arraycopy(rarest, at, wider, at + 1, wider.length - at - 1);
    wider[at] = nats;
    rarest = wider;
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
    return StableHash.of(text);
  }

  DeedCourse course() {
    return course;
  }

  int calls() {
    return calls;
  }

  /// Whether anything changed since the last time this was asked.
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  /// What the operations new to the key weigh together.
  double rareNats() {
    double nats = 0;
    for (int i = 0; i < rarest.length; i++) {
      nats += RARE_WEIGHTS[i] * rarest[i];
    }
    return nats;
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

  Who who() {
    return who;
  }

  int grade(Trait trait) {
    return grades[trait.index];
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

  int newOperations() {
    return newOperations;
  }

  String rarestName() {
    return rarestName;
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
}

package dev.warder.engine.population;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Strand;
import dev.warder.model.Activity;
import dev.warder.model.Outcome.Result;
import dev.warder.model.StableHash;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one consumer did within a day of its first call. Confined to the engine's thread.
///
/// Bounds while the day runs some 700 bytes, up to 3 kilobytes on an API of many operations;
/// [#MAX_OPERATIONS] operations and [#MAX_DETECTIONS] detections are told apart
final class StrandDay {
  private static final int MAX_OPERATIONS = 16_384;
  private static final int MAX_DETECTIONS = 32;
  private static final int MAX_UNKNOWN_PATHS = 3;
  private static final int FIRST_CALLS = 3;
  private static final int FEW_OBJECTS = 10;
  private static final int LEAST_OBJECTS = 5;
  private static final long FEW_BYTES = 200_000;
  private static final long LEAST_BYTES = 100_000;

  /// What the rarest operations weigh, rarest first: ten rare ones are not ten proofs.
  private static final double[] RARE_WEIGHTS = {1, 0.8, 0.65, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1};

  private final Strand strand;
  private final KeyHabits habits;
  private final long startMicros;
  private final Who who;
  private final byte[] grades = new byte[Trait.ALL.length];
  private final BitSet operations = new BitSet();
  private final double[] rarest = new double[RARE_WEIGHTS.length];
  private int newOperations;
  private String rarestName = "";
  private final Map<String, Detection> detections = new LinkedHashMap<>(0);
  private @Nullable DistinctSketch refused;
  private final DistinctSketch touched = new DistinctSketch();
  private final long[] unknownPaths = new long[MAX_UNKNOWN_PATHS];
  private int unknownPathCount;
  private int refusals;
  private int objects;
  private long bytes;
  private int calls;
  private boolean changed = true;
  double rawWho;
  double mostRawDeeds = Double.NEGATIVE_INFINITY;
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
    int id = seen.operation().id();
    if (id >= MAX_OPERATIONS || operations.get(id)) {
      return;
    }
    operations.set(id);
    if (!seen.newToProfile()) {
      return;
    }
    newOperations++;
    changed = true;
    double nats = rarity.nats(seen.operation());
    if (nats > rarest[RARE_WEIGHTS.length - 1] || newOperations <= RARE_WEIGHTS.length) {
      insert(nats, seen.operation().operation().name());
    }
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
      unknownPaths[unknownPathCount++] = object;
      raise(Trait.UNKNOWN_PATHS, unknownPathCount < MAX_UNKNOWN_PATHS ? 1 : 2);
    }
  }

  /// Keeps the rarest in falling order; places not filled yet hold zero and weigh nothing.
  private void insert(double nats, String name) {
    if (rarestName.isEmpty() || nats > rarest[0]) {
      rarestName = name;
    }
    int filled = Math.min(newOperations - 1, RARE_WEIGHTS.length);
    int at = 0;
    while (at < filled && rarest[at] >= nats) {
      at++;
    }
    if (at < RARE_WEIGHTS.length) {
      System.arraycopy(rarest, at, rarest, at + 1, RARE_WEIGHTS.length - at - 1);
      rarest[at] = nats;
    }
  }

  /// Notes that one of content's detections held.
  void note(Detection detection) {
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

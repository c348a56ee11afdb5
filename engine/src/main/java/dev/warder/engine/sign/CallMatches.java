package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Trigger;
import dev.warder.engine.detection.Trigger.Attempts;
import dev.warder.engine.detection.Trigger.OnCall;
import dev.warder.engine.detection.Trigger.Ownership;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Strand;
import dev.warder.model.Activity;
import dev.warder.model.Outcome.Result;
import dev.warder.model.Times;
import dev.warder.model.finding.FacetEvidence.Circle;
import java.util.List;

/// Detections that watch calls. Which of them watch an operation was decided once, when the
/// operation was first seen; here only their conditions are asked.
final class CallMatches {
  /// What the key's trusted consumers did on two earlier days or more is its work.
  private static final double ROUTINE = 0.15;

  private static final double DONE_BEFORE = 0.4;

  /// Acting on what one made oneself is how everything is built and taken down.
  private static final double OWN = 0.2;

  private static final double BUILDING = 0.5;

  /// A consumer that was always there, on its own network with its own client, is the owner in all
  /// but few cases, and owners do such things.
  private static final double KNOWN_CONSUMER = 0.6;

  /// What a rule from outside adds where a detection of ours already spoke of the same call.
  private static final double SAID_TWICE = 0.5;

  private final RuleNoise noise;
  private final Noticed noticed;

  /// @param noise of all partitions, as of the last closed epoch
  CallMatches(RuleNoise noise, Noticed noticed) {
    this.noise = noise;
    this.noticed = noticed;
  }

  void look(Observation seen, FactSink sink) {
    List<Detection> watching = seen.operation().detections();
    boolean spoken = false;
    for (int i = 0; i < watching.size(); i++) {
      Detection detection = watching.get(i);
      switch (detection.trigger()) {
        case Trigger.OnCall call when holds(call, seen) -> {
          double nats = detection.isOutside() ? outside(detection, spoken, seen) : detection.nats();
          tell(detection, nats, "", seen, sink);
          spoken |= !detection.isOutside();
        }
        case Trigger.OnCall ignored -> {}
        case Trigger.Repeated repeated -> repeated(detection, repeated, seen, sink);
        case Trigger.OnSign ignored -> {}
      }
    }
  }

  private double outside(Detection rule, boolean spoken, Observation seen) {
    String key = seen.strand().profile().uid();
    if (noise.takes(rule.id(), key)) {
      noticed.setOff(rule.id(), key);
    }
    double nats = rule.nats() * noise.weigh(rule.id(), key);
    return spoken ? Math.min(nats, SAID_TWICE) : nats;
  }

  private static void repeated(
      Detection detection, Trigger.Repeated repeated, Observation seen, FactSink sink) {
    if (!holds(repeated.call(), seen)) {
      return;
    }
    int distinct = 0;
    for (String value : values(repeated, seen)) {
      distinct =
          seen.strand()
              .window(detection.id())
              .add(value, seen.timeMicros(), repeated.withinMicros());
    }
    if (distinct >= repeated.atLeast()) {
      String within = Times.words(repeated.withinMicros());
      tell(detection, detection.nats(), ", " + distinct + " within " + within, seen, sink);
    }
  }

  private static List<String> values(Trigger.Repeated repeated, Observation seen) {
    Activity activity = seen.activity();
    return switch (repeated.distinct()) {
      case TARGET -> foreign(repeated.call(), seen);
      case OPERATION -> List.of(Integer.toString(seen.operation().id()));
      case CALL -> List.of(activity.uid());
    };
  }

  private static List<String> foreign(OnCall call, Observation seen) {
    List<String> targets = seen.activity().targets();
    if (targets.isEmpty()) {
      String path = seen.activity().call().path();
      return path.isEmpty() ? List.of(seen.activity().uid()) : List.of(path);
    }
    if (call.ownership() == Ownership.ANY) {
      return targets;
    }
    return targets.stream().filter(target -> !seen.strand().made(target)).toList();
  }

  private static boolean holds(OnCall call, Observation seen) {
    return attempted(call.outcome(), seen.activity().outcome().result())
        && !(call.ownership() == Ownership.FOREIGN_ONLY && seen.actsOnOwn())
        && call.condition().test(seen.activity());
  }

  private static boolean attempted(Attempts attempts, Result result) {
    return switch (attempts) {
      case ANY -> true;
      case SUCCEEDED_ONLY -> result == Result.SUCCESS;
      case REFUSED_ONLY -> result == Result.DENIED;
    };
  }

  private static void tell(
      Detection detection, double nats, String more, Observation seen, FactSink sink) {
    int before = seen.earlierDays();
    double weight = before >= 2 ? ROUTINE : before == 1 ? DONE_BEFORE : 1;
    weight *= seen.actsOnOwn() ? OWN : 1;
    weight *= isBuilding(detection, seen) ? BUILDING : 1;
    weight *= seen.isByKnownConsumer() ? KNOWN_CONSUMER : 1;
    Strand strand = seen.strand();
    if (strand.evidence().gains(detection, nats * weight, seen.timeMicros())) {
      sink.accept(strand, fact(detection, nats * weight, before, more, seen));
    } else {
      sink.again(strand, detection);
    }
  }

  private static Fact fact(
      Detection detection, double nats, int before, String more, Observation seen) {
    return Facts.fact(
        detection,
        nats,
        before == 0 ? "never did this before" : "did this on " + before + " earlier days",
        describe(seen) + more,
        before == 0 ? Circle.KEY : Circle.NOBODY,
        seen);
  }

  /// Making accounts, granting rights to them and looking around is what building consists of.
  private static boolean isBuilding(Detection detection, Observation seen) {
    boolean ordinary =
        switch (detection.facet()) {
          case PERSISTENCE, PRIVILEGE, DISCOVERY, IMPACT, RULES -> true;
          case SOURCE,
              CLIENT,
              COEXISTENCE,
              DORMANCY,
              CREDENTIALS,
              EXECUTION,
              EVASION,
              COLLECTION,
              EXFILTRATION,
              ERRORS,
              SPREAD,
              CERTAIN ->
              false;
        };
    return ordinary && seen.strand().isBuilder();
  }

  private static String describe(Observation seen) {
    String name = seen.operation().operation().name();
    List<String> targets = seen.activity().targets();
    return targets.isEmpty() ? name : name + " on " + targets.getFirst();
  }
}

package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.Circles.Kind;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Profile;
import dev.warder.engine.profile.Strand;
import dev.warder.model.Activity;
import dev.warder.model.Outcome.Result;
import dev.warder.model.RiskClass;
import dev.warder.model.Times;
import dev.warder.model.finding.FacetEvidence.Circle;
import java.util.Iterator;

/// Signs in what is done: looked for at every call, in windows of event time.
final class BehaviourSigns {
  private static final long SWEEP_WINDOW = 30 * Times.MINUTE;
  private static final int SWEEP_OPERATIONS = 8;
  private static final long BURST_WINDOW = 10 * Times.MINUTE;
  private static final int REFUSED_OPERATIONS = 5;
  private static final int PROBED_OBJECTS = 10;
  private static final int DESTROYED_OBJECTS = 10;
  private static final long INTERLEAVE_AFTER = 10 * Times.MINUTE;
  private static final long INTERLEAVE_WITHIN = Times.DAY;

  /// A key with no past cannot do anything unusual, but it can still look around a lot.
  private static final double UNFOUNDED = 0.4;

  private static final double SECOND_PRIVILEGE = 0.4;
  private static final double KNOWN_TO_TENANT = 0.5;

  private final Facts facts;
  private final Circles circles;

  BehaviourSigns(Facts facts, Circles circles) {
    this.facts = facts;
    this.circles = circles;
  }

  void look(Observation seen, FactSink sink) {
    interleaved(seen, sink);
    Result result = seen.activity().outcome().result();
    if ((result == Result.DENIED || result == Result.NOT_FOUND) && !seen.actsOnOwn()) {
      refused(seen, sink, result);
    }
    if (seen.newToStrand() && seen.newToProfile() && !seen.actsOnOwn()) {
      sweep(seen, sink);
      firstPrivilegedUse(seen, sink);
    }
    if (seen.operation().risk().riskClass() == RiskClass.DELETE
        && seen.activity().outcome().succeeded()) {
      destruction(seen, sink);
    }
  }

  private void sweep(Observation seen, FactSink sink) {
    Detection detection = facts.detection(Sign.DISCOVERY_SWEEP);
    if (detection == null || !seen.operation().risk().riskClass().isDiscovery()) {
      return;
    }
    OperationView operation = seen.operation();
    int distinct =
        seen.strand()
            .window(Sign.DISCOVERY_SWEEP)
            .add(Integer.toString(operation.id()), seen.timeMicros(), SWEEP_WINDOW);
    if (distinct >= SWEEP_OPERATIONS) {
      double nats = detection.nats() * (seen.founded() ? 1 : UNFOUNDED);
      sink.accept(
          seen.strand(),
          Facts.fact(
              detection,
              nats,
              knownOperations(seen.strand().profile()),
              distinct + " reading operations it never used, within " + Times.words(SWEEP_WINDOW),
              Circle.KEY,
              seen));
    }
  }

  private void firstPrivilegedUse(Observation seen, FactSink sink) {
    Detection detection = facts.detection(Sign.FIRST_PRIVILEGED_USE);
    Profile profile = seen.strand().profile();
    if (detection == null
        || !seen.founded()
        || !seen.operation().risk().riskClass().isPrivileged()) {
      return;
    }
    Circle circle = circle(seen);
    double weight = profile.usesPrivileged() ? SECOND_PRIVILEGE : 1;
    weight *= circle == Circle.KEY ? KNOWN_TO_TENANT : 1;
    sink.accept(
        seen.strand(),
        Facts.fact(
            detection,
            detection.nats() * weight,
            knownOperations(profile)
                + (profile.usesPrivileged() ? "" : ", none of them privileged"),
            seen.operation().operation().name() + ": " + seen.operation().risk().reason(),
            circle,
            seen));
  }

  /// The circle an operation is new to, under its present number or an earlier one.
  private Circle circle(Observation seen) {
    String tenant = seen.activity().tenant();
    Circle circle = circles.newTo(tenant, Kind.OPERATION, Integer.toString(seen.operation().id()));
    for (int id : seen.operation().absorbedIds()) {
      Circle earlier = circles.newTo(tenant, Kind.OPERATION, Integer.toString(id));
      circle = earlier.compareTo(circle) < 0 ? earlier : circle;
    }
    return circle;
  }

  private static String knownOperations(Profile profile) {
    int known = profile.knownOperations();
    return known == 1 ? "one operation" : known + " operations";
  }

  private void refused(Observation seen, FactSink sink, Result result) {
    if (result == Result.DENIED) {
      int operations =
          seen.strand()
              .window(Sign.REFUSAL_BURST)
              .add(Integer.toString(seen.operation().id()), seen.timeMicros(), BURST_WINDOW);
      tell(Sign.REFUSAL_BURST, operations, REFUSED_OPERATIONS, "operations refused", seen, sink);
    }
    int objects =
        seen.strand()
            .window(Sign.OBJECT_PROBING)
            .add(object(seen.activity()), seen.timeMicros(), BURST_WINDOW);
    if (seen.operation().isUnknownPath() || seen.newToProfile() || !seen.founded()) {
      tell(
          Sign.OBJECT_PROBING, objects, PROBED_OBJECTS, "objects not found or refused", seen, sink);
    }
  }

  private void destruction(Observation seen, FactSink sink) {
    if (seen.earlierDays() > 0 || seen.actsOnOwn()) {
      return;
    }
    int objects =
        seen.strand()
            .window(Sign.DESTRUCTION_BURST)
            .add(object(seen.activity()), seen.timeMicros(), BURST_WINDOW);
    tell(Sign.DESTRUCTION_BURST, objects, DESTROYED_OBJECTS, "objects deleted", seen, sink);
  }

  private void tell(
      Sign sign, int count, int atLeast, String what, Observation seen, FactSink sink) {
    Detection detection = facts.detection(sign);
    if (detection != null && count >= atLeast) {
      sink.accept(
          seen.strand(),
          Facts.fact(
              detection,
              detection.nats(),
              "seldom any",
              count + " different " + what + " within " + Times.words(BURST_WINDOW),
              Circle.KEY,
              seen));
    }
  }

  private static String object(Activity activity) {
    if (!activity.targets().isEmpty()) {
      return activity.targets().getFirst();
    }
    return activity.call().path().isEmpty() ? activity.call().action() : activity.call().path();
  }

  /// When a trusted consumer calls after a new one appeared beside it, nobody has moved: there are
  /// two.
  private void interleaved(Observation seen, FactSink sink) {
    Strand own = seen.strand();
    if (own.profile().watched().isEmpty() || !own.isTrusted() || seen.opensStrand()) {
      return;
    }
    Detection detection = facts.detection(Sign.INTERLEAVED);
    if (detection == null) {
      return;
    }
    Iterator<Strand> watched = own.profile().watched().iterator();
    while (watched.hasNext()) {
      Strand other = watched.next();
      long age = seen.timeMicros() - other.birth().timeMicros();
      if (other.isTrusted() || seen.timeMicros() - other.lastMicros() > INTERLEAVE_WITHIN) {
        watched.remove();
      } else if (other != own && age > INTERLEAVE_AFTER) {
        watched.remove();
        sink.accept(other, interleaved(detection, own, other));
      }
    }
  }

  private static Fact interleaved(Detection detection, Strand own, Strand other) {
    return new Fact(
        detection,
        detection.nats(),
        "one consumer at a time, or those known",
        own.source() + " with " + own.client() + " goes on beside it",
        Circle.KEY,
        Facts.evidence(other.latest()));
  }
}

package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.profile.Observation;
import dev.warder.model.DeadOperations;
import dev.warder.model.KeyRecord;
import dev.warder.model.Times;
import dev.warder.model.finding.FacetEvidence.Circle;

/// What the operator's own inventory makes of a call, without any statistics.
///
/// Software that was forgotten goes on with its retired key and is refused all day; it used the key
/// before and is not told. Whoever is accepted is, and whoever comes only now.
final class InventorySigns {
  private final Facts facts;
  private final DeadOperations dead;

  InventorySigns(Facts facts, DeadOperations dead) {
    this.facts = facts;
    this.dead = dead;
  }

  void look(Observation seen, FactSink sink) {
    String covering = dead.covering(seen.activity().call());
    if (!covering.isEmpty()) {
      tellDead(covering, seen, sink);
    }
    KeyRecord record = seen.credential().record();
    if (record == null || seen.timeMicros() < record.createdMicros()) {
      return;
    }
    if (record.honey()) {
      tell(Sign.HONEY_KEY_USED, record, seen, sink);
    } else if (record.isRetiredBy(seen.timeMicros())) {
      if (seen.activity().outcome().succeeded()) {
        tell(Sign.RETIRED_KEY_ACCEPTED, record, seen, sink);
      } else if (isNewTo(record, seen)) {
        tell(Sign.RETIRED_KEY_TRIED, record, seen, sink);
      }
    }
  }

  /// Whether a consumer came only after the key was retired. A log that begins later than that
  /// cannot tell.
  private static boolean isNewTo(KeyRecord retired, Observation seen) {
    return seen.strand().birth().timeMicros() >= retired.retiredMicros()
        && seen.credential().firstMicros() < retired.retiredMicros();
  }

  private void tellDead(String operation, Observation seen, FactSink sink) {
    Detection detection = facts.detection(Sign.DEAD_OPERATION_CALLED);
    if (detection == null) {
      return;
    }
    if (seen.strand().evidence().gains(detection, detection.nats(), seen.timeMicros())) {
      String what = operation + " is called";
      sink.accept(
          seen.strand(),
          Facts.fact(detection, detection.nats(), "nobody calls it", what, Circle.KEY, seen));
    } else {
      sink.again(seen.strand(), detection);
    }
  }

  private void tell(Sign sign, KeyRecord record, Observation seen, FactSink sink) {
    Detection detection = facts.detection(sign);
    if (detection == null) {
      return;
    }
    if (seen.strand().evidence().gains(detection, detection.nats(), seen.timeMicros())) {
      sink.accept(seen.strand(), fact(sign, detection, record, seen));
    } else {
      sink.again(seen.strand(), detection);
    }
  }

  private static Fact fact(Sign sign, Detection detection, KeyRecord record, Observation seen) {
    String usual = "nobody has this key";
    String what = "it is used";
    if (sign != Sign.HONEY_KEY_USED) {
      boolean accepted = sign == Sign.RETIRED_KEY_ACCEPTED;
      usual = "retired on " + Times.date(record.retiredMicros());
      what = accepted ? "accepted all the same" : "tried by somebody new to it";
    }
    return Facts.fact(detection, detection.nats(), usual, what, Circle.KEY, seen);
  }
}

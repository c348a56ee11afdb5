package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Sign;
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
      tell(Sign.DEAD_OPERATION_CALLED, "nobody calls it", covering + " is called", seen, sink);
    }
    KeyRecord record = seen.credential().record();
    if (record == null || seen.timeMicros() < record.createdMicros()) {
      return;
    }
    if (record.honey()) {
      tell(Sign.HONEY_KEY_USED, "nobody has this key", "it is used", seen, sink);
    } else if (record.isRetiredBy(seen.timeMicros())) {
      retired(record, seen, sink);
    }
  }

  private void retired(KeyRecord record, Observation seen, FactSink sink) {
    String retired = "retired on " + Times.date(record.retiredMicros());
    if (seen.activity().outcome().succeeded()) {
      tell(Sign.RETIRED_KEY_ACCEPTED, retired, "accepted all the same", seen, sink);
    } else if (seen.strand().birth().timeMicros() >= record.retiredMicros()) {
      tell(Sign.RETIRED_KEY_TRIED, retired, "tried by somebody new to it", seen, sink);
    }
  }

  private void tell(Sign sign, String usual, String what, Observation seen, FactSink sink) {
    Detection detection = facts.detection(sign);
    if (detection == null) {
      return;
    }
    if (seen.strand().evidence().gains(detection, detection.nats(), seen.timeMicros())) {
      sink.accept(
          seen.strand(), Facts.fact(detection, detection.nats(), usual, what, Circle.KEY, seen));
    } else {
      sink.again(seen.strand(), detection);
    }
  }
}

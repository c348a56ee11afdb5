package dev.warder.content;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.RiskRules;
import dev.warder.engine.detection.Trigger;
import dev.warder.model.Activity;
import dev.warder.model.Operation;
import dev.warder.model.Outcome;
import dev.warder.model.RiskClass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One case of a detection file: an activity in short form, and whether the detection must hold.
///
/// @param scenario prose for signs, which need the engine's state; empty for calls
/// @param count how many calls that differ as the detection asks
record DetectionCase(
    Kind kind,
    String note,
    String scenario,
    boolean expected,
    Operation operation,
    String action,
    Activity activity,
    boolean own,
    int count) {

  enum Kind {
    POSITIVE,
    NEGATIVE,
    EVASION;

    String field() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static DetectionCase read(Kind kind, Fields in) {
    String note = in.prose("note");
    boolean expected =
        kind == Kind.EVASION
            ? in.choice("expect", Map.of("caught", true, "missed", false))
            : kind == Kind.POSITIVE;
    String scenario = in.text("scenario", "");
    String action = in.text("action", "");
    Operation operation =
        in.has("method")
            ? new Operation("api.example.com", in.text("method"), in.text("path"))
            : new Operation("cloud", Operation.ACTION, action);
    Outcome outcome =
        in.has("outcome")
            ? new Outcome(in.constant("outcome", Outcome.Result.class), 0, "")
            : Outcome.SUCCESS;
    Map<String, String> attributes =
        in.has("attributes") ? attributes(in.fields("attributes")) : Map.of();
    boolean own = in.choice("own", Map.of("true", true), false);
    int count = in.has("count") ? in.integer("count") : 1;
    in.end();
    Activity activity = Activities.of(operation, outcome, attributes, List.of("target"));
    return new DetectionCase(
        kind, note, scenario, expected, operation, action, activity, own, count);
  }

  private static Map<String, String> attributes(Fields in) {
    Map<String, String> attributes = new LinkedHashMap<>();
    in.names().forEach(name -> attributes.put(name, in.text(name)));
    return attributes;
  }

  boolean holds(Detection detection, RiskRules rules) {
    Trigger.OnCall call = Detections.callOf(detection);
    if (call == null) {
      return false;
    }
    RiskClass riskClass = rules.classify(operation, action).riskClass();
    return call.operations().test(operation, action, riskClass)
        && call.condition().test(activity)
        && countsOutcome(call.outcome())
        && !(own && call.ownership() == Trigger.Ownership.FOREIGN_ONLY)
        && (!(detection.trigger() instanceof Trigger.Repeated repeated)
            || count >= repeated.atLeast());
  }

  private boolean countsOutcome(Trigger.Attempts attempts) {
    return switch (attempts) {
      case ANY -> true;
      case SUCCEEDED_ONLY -> activity.outcome().succeeded();
      case REFUSED_ONLY -> activity.outcome().result() == Outcome.Result.DENIED;
    };
  }
}

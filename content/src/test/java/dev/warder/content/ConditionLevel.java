package dev.warder.content;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.Trigger;
import dev.warder.model.Activity;
import dev.warder.model.Operation;
import dev.warder.model.RiskClass;

/// Whether a detection concerns one recorded call, as far as operation and condition tell.
final class ConditionLevel {
  private ConditionLevel() {}

  static boolean holds(Detections detections, Detection detection, Activity activity) {
    Trigger.OnCall call = Detections.callOf(detection);
    if (call == null) {
      return false;
    }
    String action = activity.call().action();
    Operation operation = new Operation(activity.call().api(), Operation.ACTION, action);
    RiskClass riskClass = detections.riskRules().classify(operation, action).riskClass();
    return call.operations().test(operation, action, riskClass) && call.condition().test(activity);
  }
}

package dev.warder.engine;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Trigger;
import dev.warder.engine.inventory.OperationView;
import dev.warder.model.Activity;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts what rules from outside match. Confined to the inventory's thread.
///
/// Bounds one entry per rule
final class RuleTally {
  private final Map<String, Count> counts = new HashMap<>(0);

  void count(Activity activity, OperationView operation) {
    List<Detection> watching = operation.detections();
    // Rules from outside come last.
    for (int i = watching.size() - 1; i >= 0 && watching.get(i).isOutside(); i--) {
      Detection rule = watching.get(i);
      if (rule.trigger() instanceof Trigger.OnCall call && call.condition().test(activity)) {
        counts.computeIfAbsent(rule.id(), absent -> new Count(rule, activity)).add(activity);
      }
    }
  }

  List<RuleMatch> matches() {
    return counts.values().stream()
        .map(Count::finish)
        .sorted(
            Comparator.comparingLong(RuleMatch::calls)
                .reversed()
                .thenComparing(match -> match.rule().id()))
        .toList();
  }

  private static final class Count {
    private final Detection rule;
    private final Activity first;
    private long calls;
    private long keyless;
    private long lastMicros;

    Count(Detection rule, Activity first) {
      this.rule = rule;
      this.first = first;
    }

    void add(Activity activity) {
      calls++;
      lastMicros = activity.timeMicros();
      if (activity.caller().isAnonymous()) {
        keyless++;
      }
    }

    RuleMatch finish() {
      return new RuleMatch(rule, calls, keyless, first.timeMicros(), lastMicros, first.uid());
    }
  }
}

package dev.warder.engine;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Trigger;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
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
        counts
            .computeIfAbsent(
                rule.id(), absent -> new Count(rule, activity.timeMicros(), activity.uid()))
            .add(activity);
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

  void save(StateWriter out) {
    out.sorted(
        counts,
        (to, count) -> {
          to.signed(count.firstMicros);
          to.text(count.firstUid);
          to.number(count.calls);
          to.number(count.keyless);
          to.signed(count.lastMicros);
        });
  }

  /// Takes back what was saved of rules that there still are.
  ///
  /// @param detections of content and of the rules now given, by id
  void restore(StateReader in, Map<String, Detection> detections) throws StateException {
    in.each(from -> {
      String id = from.text();
      Detection rule = detections.get(id);
      long firstMicros = from.signed();
      String firstUid = from.text();
      long calls = from.number();
      long keyless = from.number();
      long lastMicros = from.signed();
      if (rule != null) {
        Count count = new Count(rule, firstMicros, firstUid);
        count.calls = calls;
        count.keyless = keyless;
        count.lastMicros = lastMicros;
        counts.put(id, count);
      }
    });
  }

  private static final class Count {
    private final Detection rule;
    private final long firstMicros;
    private final String firstUid;
    private long calls;
    private long keyless;
    private long lastMicros;

    Count(Detection rule, long firstMicros, String firstUid) {
      this.rule = rule;
      this.firstMicros = firstMicros;
      this.firstUid = firstUid;
    }

    void add(Activity activity) {
      calls++;
      lastMicros = activity.timeMicros();
      if (activity.caller().isAnonymous()) {
        keyless++;
      }
    }

    RuleMatch finish() {
      return new RuleMatch(rule, calls, keyless, firstMicros, lastMicros, firstUid);
    }
  }
}

package dev.warder.server.run;

import java.util.List;

/// Calls over the span of the logs, in equal steps.
///
/// @param startMicros where the first step begins
/// @param stepMicros length of a step
/// @param calls calls per step
/// @param failures how many of them did not succeed, as many entries as [#calls]
public record ActivityTimeline(
    long startMicros, long stepMicros, List<Long> calls, List<Long> failures) {

  /// Nobody counted.
  public static final ActivityTimeline NONE = new ActivityTimeline(0, 1, List.of(), List.of());

  public ActivityTimeline {
    calls = List.copyOf(calls);
    failures = List.copyOf(failures);
    if (calls.size() != failures.size()) {
      throw new IllegalArgumentException(
          "calls has " + calls.size() + " steps, failures " + failures.size());
    }
    if (stepMicros < 1) {
      throw new IllegalArgumentException("stepMicros is below 1: " + stepMicros);
    }
  }

  public boolean isEmpty() {
    return calls.isEmpty();
  }
}

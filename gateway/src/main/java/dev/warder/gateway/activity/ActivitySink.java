package dev.warder.gateway.activity;

import dev.warder.model.Activity;

/// Takes what was seen. Called on event loops, by many at once.
///
/// Bounds must not wait: what cannot be taken at once is not taken, and the gate counts it
@FunctionalInterface
public interface ActivitySink {
  /// Takes an activity in; says whether it did.
  boolean offer(Activity activity);
}

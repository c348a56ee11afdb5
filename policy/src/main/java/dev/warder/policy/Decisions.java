package dev.warder.policy;

import dev.warder.policy.Decision.Force;
import java.util.EnumMap;
import java.util.Map;

/// The decisions that say no more than their reason, made once.
final class Decisions {
  private static final Map<Reason, Decision> ACTED_ON = all(Force.ACTED_ON);
  private static final Map<Reason, Decision> SHADOW = all(Force.SHADOW);

  private Decisions() {}

  static Decision of(Reason reason, Force force) {
    Decision decision = (force == Force.SHADOW ? SHADOW : ACTED_ON).get(reason);
    return decision == null ? Decision.of(reason, force) : decision;
  }

  private static Map<Reason, Decision> all(Force force) {
    Map<Reason, Decision> all = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      all.put(reason, Decision.of(reason, force));
    }
    return all;
  }
}

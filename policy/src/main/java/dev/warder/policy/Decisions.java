package dev.warder.policy;

import dev.warder.policy.Decision.Force;

/// The decisions that say no more than their reason, made once.
final class Decisions {
  private static final Decision[] ACTED_ON = all(Force.ACTED_ON);
  private static final Decision[] SHADOW = all(Force.SHADOW);

  private Decisions() {}

  static Decision of(Reason reason, Force force) {
    Decision[] all = force == Force.SHADOW ? SHADOW : ACTED_ON;
    return all[reason.ordinal()];
  }

  private static Decision[] all(Force force) {
    Reason[] reasons = Reason.values();
    Decision[] all = new Decision[reasons.length];
    for (Reason reason : reasons) {
      all[reason.ordinal()] = Decision.of(reason, force);
    }
    return all;
  }
}

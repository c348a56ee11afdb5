package dev.warder.policy;

import static java.util.Objects.requireNonNull;

import dev.warder.model.RiskClass;

/// What is decided about a call.
///
/// @param reason the first that applies, in the order of [Reason]
/// @param force whether it is acted on
/// @param retryAfterMicros for [Reason#TOO_FAST], when to come back; else 0
/// @param heldFor for [Reason#HELD], what the operation could do; else [RiskClass#UNKNOWN]
public record Decision(Reason reason, Force force, long retryAfterMicros, RiskClass heldFor) {
  public static final Decision ALLOWED = Decision.of(Reason.ALLOWED, Force.ACTED_ON);

  public Decision {
    requireNonNull(reason, "reason is null");
    requireNonNull(force, "force is null");
    requireNonNull(heldFor, "heldFor is null");
    if (retryAfterMicros < 0 || (retryAfterMicros > 0 && reason != Reason.TOO_FAST)) {
      throw new IllegalArgumentException("retryAfterMicros is " + retryAfterMicros);
    }
  }

  static Decision of(Reason reason, Force force) {
    return new Decision(reason, force, 0, RiskClass.UNKNOWN);
  }

  /// Whether the call may go on.
  public boolean allows() {
    return reason == Reason.ALLOWED || force == Force.SHADOW;
  }

  /// Whether a decision is acted on.
  public enum Force {
    ACTED_ON,
    /// Written down only: the call goes on.
    SHADOW
  }
}

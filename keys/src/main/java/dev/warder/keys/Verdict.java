package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.Mode;
import dev.warder.policy.Reason;

/// What was decided about a call. What it says may be told to the caller: a key whose owner must
/// not learn that it is watched answers as an unknown one.
public final class Verdict implements Judged {
  private final VerdictId id;
  private final long timeMicros;
  private final Reason reason;
  private final boolean allowed;
  private final Mode mode;
  private final String keyId;
  private final String tenant;
  private final String principal;
  private final long retryAfterMicros;
  private final String approvalId;

  /// @param id what it is named by
  /// @param timeMicros the time of the call, microseconds since the epoch, UTC
  /// @param reason why
  /// @param outcome what to do with the call; a refusal of a policy that is only observed or in
  ///   shadow lets it pass
  /// @param mode of the policy that decided
  /// @param keyId the key; empty unless its right secret was shown
  /// @param tenant whose key it is; empty unless its right secret was shown
  /// @param principal who the key acts as; empty unless its right secret was shown
  /// @param retryAfterMicros for `TOO_FAST`, how long to wait; 0 otherwise
  public Verdict(
      VerdictId id,
      long timeMicros,
      Reason reason,
      Outcome outcome,
      Mode mode,
      String keyId,
      String tenant,
      String principal,
      long retryAfterMicros) {
    this(id, timeMicros, reason, outcome, mode, keyId, tenant, principal, retryAfterMicros, "");
  }

  /// About a call that is, or was, held.
  ///
  /// @param retryAfterMicros for `TOO_FAST`, and for `HELD` where it could not be looked at, how
  ///   long to wait; 0 otherwise
  /// @param approvalId the approval that it waits for, or passes by; empty if there is none
  public Verdict(
      VerdictId id,
      long timeMicros,
      Reason reason,
      Outcome outcome,
      Mode mode,
      String keyId,
      String tenant,
      String principal,
      long retryAfterMicros,
      String approvalId) {
    this.id = requireNonNull(id, "id is null");
    this.timeMicros = timeMicros;
    this.reason = requireNonNull(reason, "reason is null");
    this.allowed = requireNonNull(outcome, "outcome is null") == Outcome.PASS;
    this.mode = requireNonNull(mode, "mode is null");
    this.keyId = requireNonNull(keyId, "keyId is null");
    this.tenant = requireNonNull(tenant, "tenant is null");
    this.principal = requireNonNull(principal, "principal is null");
    this.retryAfterMicros = retryAfterMicros;
    this.approvalId = requireNonNull(approvalId, "approvalId is null");
  }

  public VerdictId id() {
    return id;
  }

  public long timeMicros() {
    return timeMicros;
  }

  public Reason reason() {
    return reason;
  }

  /// Whether the call is to pass. It may, though the reason is none for it, where the policy is
  /// observed or in shadow.
  public boolean isAllowed() {
    return allowed;
  }

  public Mode mode() {
    return mode;
  }

  public String keyId() {
    return keyId;
  }

  public String tenant() {
    return tenant;
  }

  public String principal() {
    return principal;
  }

  public long retryAfterMicros() {
    return retryAfterMicros;
  }

  /// The approval that the call waits for, or passes by; empty if there is none.
  public String approvalId() {
    return approvalId;
  }

  @Override
  public String toString() {
    return "Verdict[" + id + ", " + reason + (allowed ? ", pass" : ", refuse") + "]";
  }

  /// What to do with a call.
  public enum Outcome {
    PASS,
    REFUSE
  }
}

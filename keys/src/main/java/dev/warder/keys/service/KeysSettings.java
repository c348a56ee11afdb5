package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.ForeignPeppers;
import dev.warder.keys.Management;
import dev.warder.keys.proof.ProofRules;
import dev.warder.keys.proof.ReplayWindow;
import dev.warder.keys.shape.KeyShape;
import dev.warder.policy.rate.Rate;
import dev.warder.policy.scope.OperationRisks;

/// How keys are kept.
///
/// @param shape how they look
/// @param approvals which of them a second person has to approve
/// @param leaks what becomes of a key in use that somebody found where it should not be
/// @param risks what the platform declared of its operations
/// @param proofs what a signature must say and cover
/// @param replays how many signatures are remembered
/// @param bucketBits room for 2^bits token buckets of 16 bytes
/// @param management the keys with which keys are managed
/// @param foreignPeppers what other systems hashed their keys under
/// @param failedProofs how many signatures from one network may be checked that do not hold
/// @param calls how long calls that are held can be decided about, and pass
public record KeysSettings(
    KeyShape shape,
    Approvals approvals,
    LeakResponse leaks,
    OperationRisks risks,
    ProofRules proofs,
    ReplayWindow.Settings replays,
    int bucketBits,
    Management management,
    ForeignPeppers foreignPeppers,
    Rate failedProofs,
    CallApprovals calls) {
  private static final Rate USUAL_FAILED = new Rate(60, Rate.Period.MINUTE, 60);
  private static final int LEAST_BITS = 3;
  private static final int MOST_BITS = 26;
  private static final int USUAL_BITS = 18;

  public KeysSettings {
    requireNonNull(shape, "shape is null");
    requireNonNull(approvals, "approvals is null");
    requireNonNull(leaks, "leaks is null");
    requireNonNull(risks, "risks is null");
    requireNonNull(proofs, "proofs is null");
    requireNonNull(replays, "replays is null");
    requireNonNull(management, "management is null");
    requireNonNull(foreignPeppers, "foreignPeppers is null");
    requireNonNull(failedProofs, "failedProofs is null");
    requireNonNull(calls, "calls is null");
    if (bucketBits < LEAST_BITS || bucketBits > MOST_BITS) {
      throw new IllegalArgumentException("bucketBits is " + bucketBits + ", not 3 to 26");
    }
  }

  /// `wdr_`, privileged keys approved by a second person, leaked keys fenced, no operations
  /// declared.
  public static KeysSettings standard() {
    return new KeysSettings(
        KeyShape.of("wdr"),
        Approvals.PRIVILEGED,
        LeakResponse.FENCE,
        OperationRisks.NONE,
        ProofRules.standard(),
        ReplayWindow.Settings.standard(),
        USUAL_BITS,
        Management.NONE,
        ForeignPeppers.NONE,
        USUAL_FAILED,
        CallApprovals.USUAL);
  }

  public KeysSettings approving(Approvals newApprovals) {
    Copy copy = new Copy(this);
    copy.approvals = newApprovals;
    return copy.made();
  }

  public KeysSettings shaped(KeyShape newShape) {
    Copy copy = new Copy(this);
    copy.shape = newShape;
    return copy.made();
  }

  public KeysSettings answeringLeaks(LeakResponse newLeaks) {
    Copy copy = new Copy(this);
    copy.leaks = newLeaks;
    return copy.made();
  }

  public KeysSettings declaring(OperationRisks newRisks) {
    Copy copy = new Copy(this);
    copy.risks = newRisks;
    return copy.made();
  }

  public KeysSettings knowing(ForeignPeppers newForeignPeppers) {
    Copy copy = new Copy(this);
    copy.foreignPeppers = newForeignPeppers;
    return copy.made();
  }

  public KeysSettings managedBy(Management newManagement) {
    Copy copy = new Copy(this);
    copy.management = newManagement;
    return copy.made();
  }

  public KeysSettings failing(Rate newFailedProofs) {
    Copy copy = new Copy(this);
    copy.failedProofs = newFailedProofs;
    return copy.made();
  }

  public KeysSettings holding(CallApprovals newCalls) {
    Copy copy = new Copy(this);
    copy.calls = newCalls;
    return copy.made();
  }

  /// Which keys a second person has to approve.
  public enum Approvals {
    NONE,
    PRIVILEGED
  }

  /// What becomes of a leaked key that is in use.
  public enum LeakResponse {
    /// It is fenced at once.
    FENCE,
    /// It goes on; who asked is told.
    INFORM
  }

  /// Settings while one of them is changed.
  private static final class Copy {
    private KeyShape shape;
    private Approvals approvals;
    private LeakResponse leaks;
    private OperationRisks risks;
    private final ProofRules proofs;
    private final ReplayWindow.Settings replays;
    private final int bucketBits;
    private Management management;
    private ForeignPeppers foreignPeppers;
    private Rate failedProofs;
    private CallApprovals calls;

    Copy(KeysSettings of) {
      shape = of.shape;
      approvals = of.approvals;
      leaks = of.leaks;
      risks = of.risks;
      proofs = of.proofs;
      replays = of.replays;
      bucketBits = of.bucketBits;
      management = of.management;
      foreignPeppers = of.foreignPeppers;
      failedProofs = of.failedProofs;
      calls = of.calls;
    }

    KeysSettings made() {
      return new KeysSettings(
          shape,
          approvals,
          leaks,
          risks,
          proofs,
          replays,
          bucketBits,
          management,
          foreignPeppers,
          failedProofs,
          calls);
    }
  }
}

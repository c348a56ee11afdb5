package dev.warder.policy;

import static java.util.Objects.requireNonNull;

/// What whoever asks found out about a call before it is decided about.
///
/// Those of a usual call exist once, so that asking allocates nothing: [#of].
///
/// @param validity whether a mass invalidation hits the key
/// @param proof what became of the proof of possession
/// @param habit what was learned says of the call
/// @param approval whether somebody approved an operation that would be held
public record Circumstances(Validity validity, Proof proof, Habit habit, Approval approval) {
  /// A bearer key as always.
  public static final Circumstances PLAIN =
      new Circumstances(Validity.VALID, Proof.ABSENT, Habit.USUAL, Approval.NONE);

  /// A bound key as always.
  public static final Circumstances PROVEN =
      new Circumstances(Validity.VALID, Proof.HOLDS, Habit.USUAL, Approval.NONE);

  public Circumstances {
    requireNonNull(validity, "validity is null");
    requireNonNull(proof, "proof is null");
    requireNonNull(habit, "habit is null");
    requireNonNull(approval, "approval is null");
  }

  /// Some circumstances; usual ones are not made anew.
  public static Circumstances of(Validity validity, Proof proof, Habit habit, Approval approval) {
    boolean usual = validity == Validity.VALID && habit == Habit.USUAL && approval == Approval.NONE;
    return switch (proof) {
      case ABSENT -> usual ? PLAIN : new Circumstances(validity, proof, habit, approval);
      case HOLDS -> usual ? PROVEN : new Circumstances(validity, proof, habit, approval);
      case FAILS -> new Circumstances(validity, proof, habit, approval);
    };
  }

  /// Whether a mass invalidation hits a key.
  public enum Validity {
    VALID,
    INVALIDATED
  }

  /// What became of a proof of possession.
  public enum Proof {
    /// There is none.
    ABSENT,
    HOLDS,
    /// There is one, and it does not hold.
    FAILS
  }

  /// What was learned of a key says of a call.
  public enum Habit {
    USUAL,
    UNUSUAL
  }

  /// Whether an operation that would be held was approved.
  public enum Approval {
    NONE,
    GRANTED
  }
}

package dev.warder.policy;

import static java.util.Objects.requireNonNull;

/// What whoever asks found out about a call before it is decided about.
///
/// Made once for each combination, so that asking allocates nothing: [#of].
///
/// @param validity whether a mass invalidation hits the key
/// @param proof what became of the proof of possession
/// @param habit what was learned says of the call
/// @param approval whether somebody approved an operation that would be held
public record Circumstances(Validity validity, Proof proof, Habit habit, Approval approval) {
  private static final Circumstances[] ALL = all();

  /// A bearer key as always.
  public static final Circumstances PLAIN =
      of(Validity.VALID, Proof.ABSENT, Habit.USUAL, Approval.NONE);

  public Circumstances {
    requireNonNull(validity, "validity is null");
    requireNonNull(proof, "proof is null");
    requireNonNull(habit, "habit is null");
    requireNonNull(approval, "approval is null");
  }

  /// The one object of a combination.
  public static Circumstances of(Validity validity, Proof proof, Habit habit, Approval approval) {
    return ALL[index(validity, proof, habit, approval)];
  }

  private static int index(Validity validity, Proof proof, Habit habit, Approval approval) {
    return ((validity.ordinal() * 3 + proof.ordinal()) * 2 + habit.ordinal()) * 2
        + approval.ordinal();
  }

  private static Circumstances[] all() {
    Circumstances[] all = new Circumstances[2 * 3 * 2 * 2];
    for (Validity validity : Validity.values()) {
      for (Proof proof : Proof.values()) {
        for (Habit habit : Habit.values()) {
          for (Approval approval : Approval.values()) {
            all[index(validity, proof, habit, approval)] =
                new Circumstances(validity, proof, habit, approval);
          }
        }
      }
    }
    return all;
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

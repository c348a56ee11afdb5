package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicBoolean;

/// What was found out about a call that is held. [Keys#conclude] makes a verdict of it, once.
///
/// Guarantees where it says that the call was approved, the approval is used up on disk
public final class Settled {
  private final Held held;
  private final Finding finding;
  private final String approvalId;
  private final AtomicBoolean isTaken = new AtomicBoolean();

  /// @param approvalId what the approval is named by; empty if there is none
  public Settled(Held held, Finding finding, String approvalId) {
    this.held = requireNonNull(held, "held is null");
    this.finding = requireNonNull(finding, "finding is null");
    this.approvalId = requireNonNull(approvalId, "approvalId is null");
  }

  /// What was found out.
  public enum Finding {
    /// Somebody approved it, and that is used up now.
    APPROVED,
    /// Somebody is asked, or has refused it.
    WAITS,
    /// Nobody is asked: too many calls of the key or its tenant wait, or its key asks for nothing.
    UNASKED,
    /// It could not be written down at present; the same call may come again.
    LATER
  }

  public Held held() {
    return held;
  }

  public Finding finding() {
    return finding;
  }

  public String approvalId() {
    return approvalId;
  }

  /// Takes it.
  ///
  /// @return false if somebody did before
  public boolean take() {
    return isTaken.compareAndSet(false, true);
  }

  @Override
  public String toString() {
    return "Settled["
        + held
        + ", "
        + finding
        + (approvalId.isEmpty() ? "" : " " + approvalId)
        + "]";
  }
}

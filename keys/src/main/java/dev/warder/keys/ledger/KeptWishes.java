package dev.warder.keys.ledger;

import dev.warder.keys.Approval;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Which wishes are forgotten where there are many. Pure.
///
/// Guarantees one that may still be carried out never is: those that are over go first, then those
/// that were refused or collected, the oldest first. Of calls that are over or passed the last
/// thousand are kept
final class KeptWishes {
  /// Wishes that are kept.
  static final int MOST = 10_000;

  /// Calls that are kept although nothing becomes of them any more.
  static final int MOST_CALLS = 1_000;

  private KeptWishes() {}

  /// Forgets as many as are too many.
  static void prune(Map<String, Approval> approvals, long nowMicros) {
    if (approvals.size() > MOST_CALLS) {
      pruneCalls(approvals, nowMicros);
    }
    if (approvals.size() > MOST) {
      drop(approvals, approval -> approval.isOver(nowMicros));
      drop(approvals, approval -> !approval.isOpen());
    }
  }

  /// Calls come faster than wishes, and must not push those out.
  private static void pruneCalls(Map<String, Approval> approvals, long nowMicros) {
    Predicate<Approval> done =
        approval ->
            approval.isOfCall()
                && (approval.isOver(nowMicros) || approval.state() == Approval.State.COLLECTED);
    long count = approvals.values().stream().filter(done).count();
    drop(approvals, done, count - MOST_CALLS);
  }

  private static void drop(Map<String, Approval> approvals, Predicate<Approval> which) {
    drop(approvals, which, approvals.size() - MOST);
  }

  private static void drop(
      Map<String, Approval> approvals, Predicate<Approval> which, long tooMany) {
    List<String> oldest =
        approvals.values().stream()
            .filter(which)
            .sorted(Comparator.comparingLong(Approval::askedMicros))
            .limit(Math.max(0, tooMany))
            .map(Approval::id)
            .toList();
    oldest.forEach(approvals::remove);
  }
}

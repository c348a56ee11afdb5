package dev.warder.keys.ledger;

import dev.warder.keys.Approval;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Which wishes are forgotten where there are many. Pure.
///
/// Guarantees one that may still be carried out never is: those that are over go first, then those
/// that were refused or collected, the oldest first
final class KeptWishes {
  /// Wishes that are kept.
  static final int MOST = 10_000;

  private KeptWishes() {}

  /// Forgets as many as are too many.
  static void prune(Map<String, Approval> approvals, long nowMicros) {
    if (approvals.size() > MOST) {
      drop(approvals, approval -> approval.isOver(nowMicros));
      drop(approvals, approval -> !approval.isOpen());
    }
  }

  private static void drop(Map<String, Approval> approvals, Predicate<Approval> which) {
    List<String> oldest =
        approvals.values().stream()
            .filter(which)
            .sorted(Comparator.comparingLong(Approval::askedMicros))
            .limit(Math.max(0, approvals.size() - MOST))
            .map(Approval::id)
            .toList();
    oldest.forEach(approvals::remove);
  }
}

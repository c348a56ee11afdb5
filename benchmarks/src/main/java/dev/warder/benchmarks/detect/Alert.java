package dev.warder.benchmarks.detect;

import java.util.List;
import java.util.Set;

/// What somebody on call gets to see: an incident, or a finding that no incident names.
///
/// @param millis of its first finding
/// @param score certainty, used to order alerts of one instant
/// @param members its findings in order of time, at least one
/// @param techniques ATT&CK ids, most likely first
record Alert(long millis, double score, List<Found> members, List<String> techniques) {
  /// One finding.
  ///
  /// @param uid within its file
  /// @param millis of the call that triggered it
  /// @param tenant empty if it names none
  /// @param techniques ATT&CK ids, most likely first
  record Found(
      String uid,
      long millis,
      double score,
      Set<String> credentials,
      Set<String> addresses,
      String tenant,
      List<String> techniques) {}

  /// Whether at least half of its findings are about this campaign.
  boolean isOf(Campaign campaign) {
    return 2 * members.stream().filter(campaign::matches).count() >= members.size();
  }
}

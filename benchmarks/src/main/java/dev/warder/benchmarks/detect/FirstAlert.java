package dev.warder.benchmarks.detect;

import java.util.List;
import java.util.Optional;

/// The first correct alert of a campaign.
///
/// @param calls malicious calls up to and with the one that triggered it
/// @param techniques of the incident, most likely first
record FirstAlert(Campaign campaign, int calls, List<String> techniques) {
  static Optional<FirstAlert> of(Campaign campaign, List<Alert> alerts) {
    long first = Long.MAX_VALUE;
    List<String> techniques = List.of();
    for (Alert alert : alerts) {
      if (alert.isOf(campaign)) {
        for (Alert.Found member : alert.members()) {
          if (campaign.matches(member) && member.millis() < first) {
            first = member.millis();
            techniques = alert.techniques();
          }
        }
      }
    }
    return first == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new FirstAlert(campaign, campaign.callsUntil(first), techniques));
  }

  /// The middle value, the lower of two; those that are missing of `total` count as infinite.
  ///
  /// @return empty if the middle one is missing
  static Optional<Integer> median(List<Integer> values, int total) {
    int middle = (total + 1) / 2 - 1;
    List<Integer> ordered = values.stream().sorted().toList();
    return middle >= 0 && middle < ordered.size()
        ? Optional.of(ordered.get(middle))
        : Optional.empty();
  }
}

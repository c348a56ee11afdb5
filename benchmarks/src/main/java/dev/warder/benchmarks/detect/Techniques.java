package dev.warder.benchmarks.detect;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// ATT&CK ids as the scorer compares them.
final class Techniques {
  /// Version 19 of ATT&CK gave these new numbers; the labels are of version 18.
  private static final Map<String, String> RENAMED =
      Map.of("T1685", "T1562", "T1685.002", "T1562.008");

  private Techniques() {}

  /// `T1098` of `T1098.001`.
  static String parent(String uid) {
    String known = RENAMED.getOrDefault(uid, uid);
    int dot = known.indexOf('.');
    return dot < 0 ? known : known.substring(0, dot);
  }

  /// Whether one of the first two is among the labels; a sibling of the same parent counts.
  ///
  /// @param ranked ids, most likely first
  /// @param labels parents
  /// @param without parents to pass over
  static boolean hitWithinTwo(List<String> ranked, Set<String> labels, Set<String> without) {
    return ranked.stream()
        .distinct()
        .filter(uid -> !without.contains(parent(uid)))
        .limit(2)
        .anyMatch(uid -> labels.contains(parent(uid)));
  }
}

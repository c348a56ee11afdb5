package dev.warder.benchmarks.detect;

import java.util.List;
import java.util.Set;

/// A theft and findings about it, for tests.
final class Thefts {
  private Thefts() {}

  /// Of key `k`, from address `thief`, with calls at 1,000, 2,000 … 5,000.
  static Campaign theft() {
    return new Campaign(
        "0/c-1",
        "smash_grab",
        1_000,
        5_000,
        Set.of("k", "minted"),
        Set.of("thief"),
        Set.of("t"),
        Set.of("T1078", "T1098"),
        List.of(1_000L, 2_000L, 3_000L, 4_000L, 5_000L));
  }

  static Alert.Found found(String uid, long millis, String... credentials) {
    return new Alert.Found(
        uid, millis, 50, Set.of(credentials), Set.of(), "t", List.of("T1078.004"));
  }

  static Alert alert(Alert.Found... members) {
    return new Alert(members[0].millis(), 50, List.of(members), List.of("T1078.004", "T1651"));
  }
}

package dev.warder.keys.service;

import java.util.List;

/// What a disk may have kept of what was written when it failed. One outcome of each failure is
/// tried, by turns, so that those of its neighbours are the others; with `-Dwarder.cuts=all`, as
/// `./verify --long` has it, all are.
final class Outcomes {
  private static final boolean ALL = System.getProperty("warder.cuts", "").equals("all");

  private Outcomes() {}

  static <T> List<T> tried(List<T> outcomes, long turn) {
    return ALL ? outcomes : List.of(outcomes.get((int) (turn % outcomes.size())));
  }
}

package dev.warder.server.report;

import java.util.List;

/// The first entries of a list, and how many more there are.
///
/// @param shown entries to show
/// @param more how many are left out
record Capped<T>(List<T> shown, int more) {
  static final int ROWS = 500;
  static final int KEYS = 200;
  static final int EVIDENCE = 25;
  static final int INCIDENTS = 100;

  static <T> Capped<T> of(List<T> all, int most) {
    int shown = Math.min(most, all.size());
    return new Capped<>(all.subList(0, shown), all.size() - shown);
  }
}

package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What became of keys that another system issued.
///
/// @param taken keys that are known from now on
/// @param known keys that were known before and stay as they are
/// @param refused lines that were not taken
/// @param reasons why, for the first of them, each with its line
public record Imported(long taken, long known, long refused, List<Refusal> reasons) {
  public Imported {
    reasons = List.copyOf(reasons);
  }

  /// A line that was not taken.
  ///
  /// @param line its number, from 1
  /// @param why for people, without what the line said
  public record Refusal(long line, String why) {
    public Refusal {
      requireNonNull(why, "why is null");
    }
  }
}

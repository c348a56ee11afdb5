package dev.warder.keys.leak;

import java.util.List;

/// What was found in a text.
///
/// @param found in the order in which they stand
/// @param extent how much of the text that covers
public record Sightings(List<Sighting> found, Extent extent) {
  public Sightings {
    found = List.copyOf(found);
  }

  /// How much was looked at.
  public enum Extent {
    /// All of it.
    WHOLE,
    /// What is behind the longest text that is looked at was left out.
    TEXT_CUT,
    /// There are more values than are told.
    VALUES_CUT
  }
}

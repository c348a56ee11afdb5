package dev.warder.keys.leak;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Secret;

/// A value that looks like a key, and where it stands.
///
/// @param shape the kind of value
/// @param line from 1
/// @param column from 1, in UTF-16 units
/// @param masked as much of it as may be written anywhere
public record Sighting(String shape, int line, int column, String masked, Secret value) {
  public Sighting {
    requireNonNull(shape, "shape is null");
    requireNonNull(masked, "masked is null");
    requireNonNull(value, "value is null");
  }
}

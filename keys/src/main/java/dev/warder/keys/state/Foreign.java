package dev.warder.keys.state;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Origin;

/// What is durable, beside the rest, of a key that another system issued. Its [KeyState#hash] is
/// that of the hash that came in.
///
/// @param origin where it came from
/// @param salt in hexadecimal digits; empty if there is none
public record Foreign(Origin origin, String salt) {
  public Foreign {
    requireNonNull(origin, "origin is null");
    requireNonNull(salt, "salt is null");
  }
}

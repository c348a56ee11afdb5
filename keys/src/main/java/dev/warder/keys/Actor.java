package dev.warder.keys;

import static java.util.Objects.requireNonNull;

/// Who changes something, as the record will say for ever.
///
/// @param id the admin credential or person; public id, never a secret
/// @param origin where the wish came from: an address, `command line`, `engine`; may be empty
public record Actor(String id, String origin) {
  private static final int MAX_LENGTH = 256;

  public Actor {
    requireNonNull(id, "id is null");
    requireNonNull(origin, "origin is null");
    if (id.isEmpty() || id.length() > MAX_LENGTH || origin.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "an actor's id has 1 to " + MAX_LENGTH + " characters, its origin at most as many");
    }
  }
}

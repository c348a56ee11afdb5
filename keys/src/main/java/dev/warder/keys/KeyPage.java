package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Some of the keys that were asked for, oldest first.
///
/// @param keys at most as many as were asked for; fewer than that does not mean that it is the end
/// @param next cursor of the page after this one; empty if there is none
/// @param reach how far back calls were looked at; [Reach#NONE] if the selector asks for none
public record KeyPage(List<ManagedKey> keys, String next, Reach reach) {
  public KeyPage {
    keys = List.copyOf(keys);
    requireNonNull(next, "next is null");
    requireNonNull(reach, "reach is null");
  }
}

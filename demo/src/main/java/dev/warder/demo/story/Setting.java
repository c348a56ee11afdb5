package dev.warder.demo.story;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.attack.Attack;
import dev.warder.demo.platform.Workshop;
import java.nio.file.Path;

/// What story is played.
///
/// @param seed decides the world, and how the thief goes about it
/// @param tenants how many customers there are
/// @param days of learning before
/// @param data folder of all that is written; empty, or not there yet
/// @param asks whether the platform asks again about work that is due
public record Setting(
    Attack attack, long seed, int tenants, int days, Path data, Workshop.Asks asks) {
  public Setting {
    requireNonNull(attack, "attack is null");
    requireNonNull(data, "data is null");
    requireNonNull(asks, "asks is null");
    if (days < 1) {
      throw new IllegalArgumentException("days are " + days);
    }
  }
}

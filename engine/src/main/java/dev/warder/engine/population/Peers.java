package dev.warder.engine.population;

import dev.warder.engine.profile.Profile;

/// Which keys a key is compared with: those used with as many kinds of software, and exploring as
/// much. Machines sit together, people sit together, without anybody declaring who is which.
final class Peers {
  static final int GROUPS = 9;

  private static final int RARELY_PER_CENT = 12;
  private static final int OFTEN_PER_CENT = 50;

  private Peers() {}

  /// The group of a key, 0 to [#GROUPS] - 1.
  static int of(Profile profile, KeyHabits habits) {
    int software = Math.clamp(profile.clients().distinct() - 1, 0, 2);
    int exploring = habits.exploringPerCent();
    return software * 3 + (exploring < RARELY_PER_CENT ? 0 : exploring < OFTEN_PER_CENT ? 1 : 2);
  }
}

package dev.warder.engine.population;

import dev.warder.engine.profile.Profile;

/// Which keys a key is compared with: those called from as many places, and exploring as much.
/// Machines come to sit together, and people, without anybody declaring who is which.
final class Peers {
  static final int GROUPS = 9;

  private static final int FEW_PLACES = 3;
  private static final int RARELY_PER_CENT = 12;
  private static final int OFTEN_PER_CENT = 50;

  private Peers() {}

  /// The group of a key, 0 to [#GROUPS] - 1.
  static int of(Profile profile, KeyHabits habits) {
    int places = profile.sources().distinct();
    int exploring = habits.exploringPerCent();
    return 3 * (places <= 1 ? 0 : places <= FEW_PLACES ? 1 : 2)
        + (exploring < RARELY_PER_CENT ? 0 : exploring < OFTEN_PER_CENT ? 1 : 2);
  }
}

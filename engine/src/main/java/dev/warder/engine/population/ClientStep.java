package dev.warder.engine.population;

import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.Circles.Kind;
import dev.warder.engine.profile.Profile;
import dev.warder.model.Activity;
import dev.warder.model.Client;

/// How far the software a consumer uses lies from what its key is used with.
///
/// Bounds shares are declared as for [SourceStep]
enum ClientStep {
  KNOWN(0, 1, 1),
  /// Another version or build of software the key is used with.
  NEW_VERSION(1, 0.93, 0.10),
  /// Software other keys of the tenant are used with.
  KNOWN_TO_TENANT(2, 0.80, 0.05),
  /// Software other tenants use.
  KNOWN_TO_WORLD(3, 0.70, 0.03),
  /// Software nobody uses.
  UNKNOWN(4, 0.30, 0.01);

  static final int COUNT = values().length;

  /// Where the step is counted; never changes.
  final int index;

  final double thieves;
  final double prior;

  ClientStep(int index, double thieves, double prior) {
    this.index = index;
    this.thieves = thieves;
    this.prior = prior;
  }

  /// Whether the software is new to the key.
  boolean isNew() {
    return compareTo(KNOWN_TO_TENANT) >= 0;
  }

  static ClientStep of(Activity activity, Profile profile, Circles circles) {
    Client client = activity.client();
    if (profile.clients().knows(client.family())) {
      return profile.knowsUserAgent(client.userAgent()) ? KNOWN : NEW_VERSION;
    }
    return ofYoungKey(activity, circles);
  }

  /// The step for a key that nothing is known of yet.
  static ClientStep ofYoungKey(Activity activity, Circles circles) {
    Client client = activity.client();
    return switch (circles.newTo(activity.tenant(), Kind.CLIENT, client.family())) {
      case NOBODY, KEY -> KNOWN_TO_TENANT;
      case TENANT -> KNOWN_TO_WORLD;
      case WORLD -> UNKNOWN;
    };
  }
}

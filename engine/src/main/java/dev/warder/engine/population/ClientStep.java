package dev.warder.engine.population;

import dev.warder.engine.detection.Thieves;
import dev.warder.engine.detection.Thieves.Share;
import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.Circles.Kind;
import dev.warder.engine.profile.Profile;
import dev.warder.model.Activity;
import dev.warder.model.Client;

/// How far the software a consumer uses lies from what its key is used with.
enum ClientStep {
  KNOWN(0),
  /// Another version or build of software the key is used with.
  NEW_VERSION(1),
  /// Software other keys of the tenant are used with.
  KNOWN_TO_TENANT(2),
  /// Software other tenants use.
  KNOWN_TO_WORLD(3),
  /// Software nobody uses.
  UNKNOWN(4);

  private static final ClientStep[] ALL = values();

  static final int COUNT = ALL.length;

  /// Where the step is counted; never changes.
  final int index;

  ClientStep(int index) {
    this.index = index;
  }

  /// How many are at the step or beyond, as declared.
  Share share(Thieves of) {
    return switch (this) {
      case KNOWN -> Share.ALL;
      case NEW_VERSION -> of.client().newVersion();
      case KNOWN_TO_TENANT -> of.client().knownToTenant();
      case KNOWN_TO_WORLD -> of.client().knownToWorld();
      case UNKNOWN -> of.client().unknown();
    };
  }

  /// The share of thieves at exactly this step, as declared.
  double thieves(Thieves of) {
    Share atLeast = share(of);
    return index + 1 == COUNT
        ? atLeast.thieves()
        : atLeast.thievesShortOf(ALL[index + 1].share(of));
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

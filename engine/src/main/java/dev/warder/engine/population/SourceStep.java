package dev.warder.engine.population;

import dev.warder.engine.detection.Thieves;
import dev.warder.engine.detection.Thieves.Share;
import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.Circles.Kind;
import dev.warder.engine.profile.Profile;
import dev.warder.model.Activity;
import dev.warder.model.Source;

/// How far the place a consumer calls from lies from where its key is used.
enum SourceStep {
  KNOWN(0),
  /// A new address on a network the key uses.
  NEW_ADDRESS(1),
  /// A network other keys of the tenant use.
  KNOWN_TO_TENANT(2),
  /// A network other tenants use.
  KNOWN_TO_WORLD(3),
  /// A network nobody uses.
  UNKNOWN(4),
  /// A network where anybody can rent a machine, on a key that never called from one.
  RENTABLE(5);

  private static final SourceStep[] ALL = values();

  static final int COUNT = ALL.length;

  /// Where the step is counted; never changes.
  final int index;

  SourceStep(int index) {
    this.index = index;
  }

  /// How many are at the step or beyond, as declared.
  Share share(Thieves of) {
    return switch (this) {
      case KNOWN -> Share.ALL;
      case NEW_ADDRESS -> of.source().newAddress();
      case KNOWN_TO_TENANT -> of.source().knownToTenant();
      case KNOWN_TO_WORLD -> of.source().knownToWorld();
      case UNKNOWN -> of.source().unknown();
      case RENTABLE -> of.source().rentable();
    };
  }

  /// The share of thieves at exactly this step, as declared.
  double thieves(Thieves of) {
    Share atLeast = share(of);
    return index + 1 == COUNT
        ? atLeast.thieves()
        : atLeast.thievesShortOf(ALL[index + 1].share(of));
  }

  /// Whether the network is new to the key.
  boolean isNew() {
    return compareTo(KNOWN_TO_TENANT) >= 0;
  }

  static SourceStep of(Activity activity, Profile profile, Circles circles) {
    Source source = activity.source();
    if (profile.sources().knows(source.canonical())) {
      return profile.knowsAddress(source.address()) ? KNOWN : NEW_ADDRESS;
    }
    return beyondKey(activity, profile.usesRentable(), circles);
  }

  /// The step for a key that nothing is known of yet.
  static SourceStep ofYoungKey(Activity activity, Circles circles) {
    return beyondKey(activity, false, circles);
  }

  private static SourceStep beyondKey(Activity activity, boolean usesRentable, Circles circles) {
    Source source = activity.source();
    boolean rentable = source.sourceClass().isRentable();
    return switch (circles.newTo(activity.tenant(), Kind.SOURCE, source.canonical())) {
      case NOBODY, KEY -> KNOWN_TO_TENANT;
      case TENANT -> rentable && !usesRentable ? RENTABLE : KNOWN_TO_WORLD;
      case WORLD -> rentable ? RENTABLE : UNKNOWN;
    };
  }
}

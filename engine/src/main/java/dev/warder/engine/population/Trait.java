package dev.warder.engine.population;

import dev.warder.model.finding.Facet;

/// What a consumer's day may show, whatever the API is about, graded from nothing to a lot.
///
/// Bounds shares are declared, not fitted: what share of thieves is seen at each grade; a grade
/// that no thief is seen at does not exist
enum Trait {
  /// Paths that do not exist.
  UNKNOWN_PATHS(0, Facet.DISCOVERY, 0.5, 0.3, 0.2, 0),
  /// A call that asks whose key this is, among the first ones and for the first time.
  WHO_AM_I(1, Facet.DISCOVERY, 0.7, 0.3, 0, 0),
  /// Different things refused or not found, more than the key ever had.
  REFUSALS(2, Facet.ERRORS, 0.5, 0.2, 0.15, 0.15),
  /// Different things touched, more than the key ever did.
  OBJECTS(3, Facet.COLLECTION, 0.45, 0.25, 0.15, 0.15),
  /// Bytes taken out, more than the key ever did.
  BYTES(4, Facet.EXFILTRATION, 0.5, 0.2, 0.15, 0.15);

  static final Trait[] ALL = values();

  /// Share of honest days without the trait, before any is counted.
  private static final double NOTHING = 0.9;

  /// Where the trait is counted; never changes.
  final int index;

  final Facet facet;
  private final double none;
  private final double some;
  private final double more;
  private final double most;

  Trait(int index, Facet facet, double none, double some, double more, double most) {
    this.index = index;
    this.facet = facet;
    this.none = none;
    this.some = some;
    this.more = more;
    this.most = most;
  }

  int grades() {
    return most > 0 ? 4 : more > 0 ? 3 : 2;
  }

  /// The share of thieves seen at a grade. It is held against the honest days at that grade *or
  /// beyond*, which understates what a low grade says.
  double thieves(int grade) {
    return switch (grade) {
      case 0 -> none;
      case 1 -> some;
      case 2 -> more;
      default -> most;
    };
  }

  /// The share of honest days at exactly a grade, before any is counted.
  double prior(int grade) {
    return grade == 0 ? NOTHING : (1 - NOTHING) / (grades() - 1);
  }
}

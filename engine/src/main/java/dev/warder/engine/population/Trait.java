package dev.warder.engine.population;

import dev.warder.engine.detection.Thieves;
import dev.warder.engine.detection.Thieves.Grades;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.finding.Facet;

/// What a consumer's day may show, whatever the API is about, graded from nothing (0) to a lot.
enum Trait {
  /// Paths that do not exist.
  UNKNOWN_PATHS(0, Facet.DISCOVERY, 3),
  /// A call that asks whose key this is, among the first ones and for the first time.
  WHO_AM_I(1, Facet.DISCOVERY, 2),
  /// Different things refused or not found, more than the key ever had.
  REFUSALS(2, Facet.ERRORS, 4),
  /// Different things touched, more than the key ever did.
  OBJECTS(3, Facet.COLLECTION, 4),
  /// Bytes taken out, more than the key ever did.
  BYTES(4, Facet.EXFILTRATION, 4);

  static final Trait[] ALL = values();

  /// Where the trait is counted; never changes.
  final int index;

  final Facet facet;

  /// How many grades there are, with the one of nothing.
  final int grades;

  Trait(int index, Facet facet, int grades) {
    this.index = index;
    this.facet = facet;
    this.grades = grades;
  }

  private Grades declared(Thieves of) {
    return switch (this) {
      case UNKNOWN_PATHS -> of.traits().unknownPaths();
      case WHO_AM_I -> of.traits().whoAmI();
      case REFUSALS -> of.traits().refusals();
      case OBJECTS -> of.traits().objects();
      case BYTES -> of.traits().bytes();
    };
  }

  /// The share of thieves seen at a grade. It is held against the honest days at that grade *or
  /// beyond*, which understates what a low grade says.
  ///
  /// @param grade 1 or more
  double thieves(Thieves of, int grade) {
    return declared(of).thieves().get(grade - 1);
  }

  /// The share of honest days at exactly a grade, before any is counted.
  double prior(Thieves of, int grade) {
    double honest = declared(of).honest();
    return grade == 0 ? 1 - honest : honest / (grades - 1);
  }

  /// Writes a grade for each trait.
  static void saveGrades(StateWriter out, byte[] grades) {
    out.number(grades.length);
    for (byte grade : grades) {
      out.number(grade);
    }
  }

  static byte[] restoreGrades(StateReader in) throws StateException {
    in.require(in.size() == ALL.length, "another number of traits");
    byte[] grades = new byte[ALL.length];
    for (Trait trait : ALL) {
      grades[trait.index] = (byte) in.number(trait.grades - 1);
    }
    return grades;
  }
}

package dev.warder.engine.population;

import dev.warder.engine.profile.Strand;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.List;

/// What one day of a consumer teaches its key, now or later; the rest of the day is gone by then.
/// Immutable.
///
/// Bounds some 100 bytes, and a few more for every detection that held
final class Lesson {
  private final Strand strand;
  private final KeyHabits habits;
  private final Who who;
  private final double mostRaw;
  private final boolean harmless;
  private final byte[] grades;
  private final List<String> detections;

  /// @param harmless whether the day as a whole may become usual, and not only what is new in it
  Lesson(StrandDay day, boolean harmless) {
    this.strand = day.strand();
    this.habits = day.habits();
    this.who = day.who();
    this.mostRaw = day.course().mostRaw();
    this.harmless = harmless;
    this.grades = day.grades();
    this.detections = List.copyOf(day.detections().keySet());
  }

  private Lesson(StateReader in, Strand strand, KeyHabits habits) throws StateException {
    this.strand = strand;
    this.habits = habits;
    this.who = Who.restore(in);
    this.mostRaw = in.real();
    this.harmless = in.flag();
    this.grades = Trait.restoreGrades(in);
    this.detections = in.texts();
  }

  Strand strand() {
    return strand;
  }

  /// Of the key that it teaches.
  KeyHabits habits() {
    return habits;
  }

  void teach() {
    habits.learnWho(who);
    habits.learnScore(mostRaw);
    if (harmless) {
      habits.learn(grades, detections);
    }
  }

  /// Writes all but whose it is.
  void save(StateWriter out) {
    who.save(out);
    out.real(mostRaw);
    out.flag(harmless);
    Trait.saveGrades(out, grades);
    out.texts(detections);
  }

  /// Takes back what was saved.
  ///
  /// @param strand whose it is
  /// @param habits of that one's key
  static Lesson restore(StateReader in, Strand strand, KeyHabits habits) throws StateException {
    return new Lesson(in, strand, habits);
  }
}

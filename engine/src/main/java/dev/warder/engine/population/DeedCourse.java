package dev.warder.engine.population;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;

/// How far the deeds of one day had come, and how soon. Confined to the engine's thread.
///
/// Bounds some 80 bytes
final class DeedCourse {
  /// The most they had come to while so many calls were made, by [DeedTails#pace].
  private final float[] rawBy = new float[DeedTails.PACES];

  private double mostRaw = Double.NEGATIVE_INFINITY;
  private double mostHaste;
  private double mostSaid;

  /// Notes what the deeds have come to.
  ///
  /// @param pace after how many calls, as [DeedTails#pace] counts them
  /// @param raw their log ratio, in nats
  /// @param haste how rare it is to come to that so soon, in nats
  void reach(int pace, double raw, double haste) {
    rawBy[pace] = (float) Math.max(rawBy[pace], raw);
    mostRaw = Math.max(mostRaw, raw);
    mostHaste = Math.max(mostHaste, haste);
  }

  /// The most they came to, in nats; below any number if they were never weighed.
  double mostRaw() {
    return mostRaw;
  }

  /// The most they had come to by a pace, 0 or more.
  double rawBy(int pace) {
    double most = 0;
    for (int i = 0; i <= pace; i++) {
      most = Math.max(most, rawBy[i]);
    }
    return most;
  }

  double mostHaste() {
    return mostHaste;
  }

  /// Notes what the deeds said by both views, in nats.
  void say(double nats) {
    mostSaid = Math.max(mostSaid, nats);
  }

  /// The most they said, 0 or more.
  double mostSaid() {
    return mostSaid;
  }

  /// Reads what closing its day will need, ahead of it.
  int prefetch() {
    return rawBy.length;
  }

  void save(StateWriter out) {
    for (float raw : rawBy) {
      out.real(raw);
    }
    out.real(mostRaw);
    out.real(mostHaste);
    out.real(mostSaid);
  }

  void restore(StateReader in) throws StateException {
    for (int pace = 0; pace < rawBy.length; pace++) {
      rawBy[pace] = (float) in.real();
    }
    mostRaw = in.real();
    mostHaste = in.real();
    mostSaid = in.real();
  }
}

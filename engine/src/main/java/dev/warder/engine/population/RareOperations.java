package dev.warder.engine.population;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Arrays;

/// The operations new to its key that a consumer called on one day, and how rare they are. Confined
/// to the engine's thread.
///
/// Bounds [#MAX_NEW] operations are told apart; no more than ten weigh anything
final class RareOperations {
  private static final int MAX_NEW = 256;
  private static final int[] NONE = {};
  private static final double[] NOTHING = {};

  /// What the rarest weigh, rarest first: ten rare ones are not ten proofs.
  private static final double[] WEIGHTS = {1, 0.8, 0.65, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1};

  /// Numbers of the operations, in the order they came.
  private int[] operations = NONE;

  /// What the rarest of them weigh, in falling order.
  private double[] rarest = NOTHING;

  private int size;
  private String rarestName = "";

  /// Takes note of a call; says whether it is the first of its operation on this day.
  boolean isFirst(int operation) {
    for (int i = 0; i < size; i++) {
      if (operations[i] == operation) {
        return false;
      }
    }
    if (size == MAX_NEW) {
      return false;
    }
    if (size == operations.length) {
      operations = Arrays.copyOf(operations, Math.max(4, 2 * size));
    }
    operations[size++] = operation;
    return true;
  }

  /// Weighs an operation that came for the first time.
  ///
  /// @param opNats how rare it is
  /// @param name for people
  void weigh(double opNats, String name) {
    if (rarest.length == 0 || opNats > rarest[0]) {
      rarestName = name;
    }
    int at = 0;
    while (at < rarest.length && rarest[at] >= opNats) {
      at++;
    }
    if (at == WEIGHTS.length) {
      return;
    }
    double[] wider = Arrays.copyOf(rarest, Math.min(WEIGHTS.length, rarest.length + 1));
    System.arraycopy(rarest, at, wider, at + 1, wider.length - at - 1);
    wider[at] = opNats;
    rarest = wider;
  }

  /// What they weigh together.
  double nats() {
    double nats = 0;
    for (int i = 0; i < rarest.length; i++) {
      nats += WEIGHTS[i] * rarest[i];
    }
    return nats;
  }

  int size() {
    return size;
  }

  /// The rarest, for people; empty if there is none.
  String rarestName() {
    return rarestName;
  }

  void save(StateWriter out) {
    out.signed(operations, size);
    out.number(rarest.length);
    for (double one : rarest) {
      out.real(one);
    }
    out.text(rarestName);
  }

  void restore(StateReader in) throws StateException {
    size = in.size(MAX_NEW);
    operations = in.signed(size, 0);
    rarest = new double[in.size(WEIGHTS.length)];
    for (int i = 0; i < rarest.length; i++) {
      rarest[i] = in.real();
    }
    rarestName = in.text();
  }
}

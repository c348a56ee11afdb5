package dev.warder.engine.parameter;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;

/// How many more fields all operations together may remember. Confined to the engine's thread.
///
/// Bounds [#MOST_FIELDS] fields, at most 60 MB, however many operations an attacker makes up
public final class FieldBudget {
  static final int MOST_FIELDS = 100_000;

  private int left = MOST_FIELDS;

  boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  void giveBack() {
    left++;
  }

  public void save(StateWriter out) {
    out.number(left);
  }

  public void restore(StateReader in) throws StateException {
    left = in.number(MOST_FIELDS);
  }
}

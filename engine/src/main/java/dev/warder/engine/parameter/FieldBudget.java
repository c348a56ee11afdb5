package dev.warder.engine.parameter;

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
}

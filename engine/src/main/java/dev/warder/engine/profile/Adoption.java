package dev.warder.engine.profile;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Arrays;

/// How many profiles use each operation, as of the last closed epoch. A profile counts once,
/// however often it calls: what one key does ten thousand times is no more usual for that.
///
/// Bounds four bytes per operation
public final class Adoption {
  private int[] closed = new int[64];
  private int profiles;

  /// Makes what was taught in an epoch count.
  ///
  /// @param operations that one more profile each uses
  /// @param founded profiles that have taken up a first operation
  void learn(int[] operations, int founded) {
    for (int operation : operations) {
      if (operation >= closed.length) {
        closed = Arrays.copyOf(closed, Math.max(closed.length * 2, operation + 1));
      }
      closed[operation]++;
    }
    profiles += founded;
  }

  /// Profiles that use an operation.
  public int of(int operation) {
    return operation < closed.length ? closed[operation] : 0;
  }

  /// Profiles that use any.
  public int profiles() {
    return profiles;
  }

  void save(StateWriter out) {
    int used = closed.length;
    while (used > 0 && closed[used - 1] == 0) {
      used--;
    }
    out.signed(closed, used);
    out.number(profiles);
  }

  void restore(StateReader in) throws StateException {
    closed = in.signed(in.size(), closed.length);
    profiles = in.small();
  }
}

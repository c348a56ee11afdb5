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
  private int[] pending = new int[16];
  private int pendingCount;
  private int profiles;
  private int newProfiles;

  /// Notes that one more profile uses an operation; counts from the next epoch on.
  void teach(int operation) {
    if (pendingCount == pending.length) {
      pending = Arrays.copyOf(pending, pendingCount * 2);
    }
    pending[pendingCount++] = operation;
  }

  /// Notes one more profile that has taken up a first operation.
  void founded() {
    newProfiles++;
  }

  /// Makes what was taught since the last call count.
  void closeEpoch() {
    for (int i = 0; i < pendingCount; i++) {
      int operation = pending[i];
      if (operation >= closed.length) {
        closed = Arrays.copyOf(closed, Math.max(closed.length * 2, operation + 1));
      }
      closed[operation]++;
    }
    pendingCount = 0;
    profiles += newProfiles;
    newProfiles = 0;
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
    out.signed(pending, pendingCount);
    out.number(profiles);
    out.number(newProfiles);
  }

  void restore(StateReader in) throws StateException {
    closed = in.signed(in.size(), closed.length);
    pendingCount = in.size();
    pending = in.signed(pendingCount, pending.length);
    for (int i = 0; i < pendingCount; i++) {
      in.require(pending[i] >= 0 && pending[i] <= OperationUse.MOST_ID, "no operation");
    }
    profiles = in.small();
    newProfiles = in.small();
  }
}

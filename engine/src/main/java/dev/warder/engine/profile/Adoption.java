package dev.warder.engine.profile;

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
}

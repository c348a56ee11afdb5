package dev.warder.engine.profile;

import dev.warder.engine.inventory.OperationView;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what the next calls will need, before any of them is judged.
///
/// A judged call looks at some twenty places in memory, one found through the other, and waits for
/// most of them where there are more keys than a processor's cache holds: four fifths of its time
/// with twenty thousand. Places that do not depend on each other are waited for together. So what
/// several calls need is read step by step, each step for all of them:
///
///     call 1   key ─> profile ─> consumer ─> its day
///     call 2   key ─> profile ─> consumer ─> its day
///     call 3   key ─> profile ─> consumer ─> its day
///              └──── one wait each, not one for each call
///
/// Each `prefetch` adds up a few fields, one of every place, and a sum is kept; else nothing would
/// be read. Nothing is changed, and what is not found is left to the call itself. Confined to the
/// thread that judges.
///
/// Bounds at most [#MOST] calls at once
/// Source group prefetching; Chen, Ailamaki, Gibbons and Mowry, Improving Hash Join Performance
/// through Prefetching, ICDE 2004
public final class Prefetch {
  /// Enough to hide the waiting, few enough for what was read to be there when it is needed.
  public static final int MOST = 32;

  private final @Nullable CredentialState[] keys = new @Nullable CredentialState[MOST];
  private final @Nullable Strand[] strands = new @Nullable Strand[MOST];
  private int sum;

  /// Reads what some calls will need.
  ///
  /// @param rings where the keys of a caller are
  /// @param called the operation of each call
  /// @param from index of the first call
  /// @param to index behind the last one, at most [#MOST] more
  public void read(
      Function<Caller, KeyRing> rings,
      Activity[] activities,
      OperationView[] called,
      int from,
      int to) {
    int count = to - from;
    for (int i = 0; i < count; i++) {
      Caller caller = activities[from + i].caller();
      keys[i] = rings.apply(caller).likely(caller);
    }
    int read = sum;
    for (int i = 0; i < count; i++) {
      CredentialState key = keys[i];
      read += key == null ? 0 : key.prefetch();
    }
    for (int i = 0; i < count; i++) {
      CredentialState key = keys[i];
      read += key == null ? 0 : key.profile().prefetch();
    }
    for (int i = 0; i < count; i++) {
      CredentialState key = keys[i];
      read += key == null ? 0 : key.profile().prefetchParts();
    }
    for (int i = 0; i < count; i++) {
      CredentialState key = keys[i];
      strands[i] = key == null ? null : key.profile().find(activities[from + i]);
      read += key == null ? 0 : key.profile().prefetch(called[from + i].id());
    }
    for (int i = 0; i < count; i++) {
      Strand strand = strands[i];
      read += strand == null ? 0 : strand.prefetch();
    }
    for (int i = 0; i < count; i++) {
      Strand strand = strands[i];
      read += strand == null ? 0 : strand.prefetchParts();
    }
    for (int i = 0; i < count; i++) {
      Strand strand = strands[i];
      read += strand == null ? 0 : strand.prefetch(called[from + i].id());
    }
    sum = read;
  }
}

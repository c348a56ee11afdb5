package dev.warder.engine.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The first few of what comes in any order, in their own order: so that what partitions keep until
/// the epoch closes is bounded, and the same however it was spread over them.
///
///     first 3 of  9 2 7 | 4 8 1   ->   2 7 9 and 1 4 8   ->   1 2 4
///
/// Guarantees what the order does not tell apart stays as it came
/// Bounds twice as many as it is to keep
public final class Earliest<T> {
  private final Comparator<? super T> order;
  private final int most;
  private final List<T> kept = new ArrayList<>(0);

  /// Keeps nothing yet.
  ///
  /// @param order of what it keeps
  /// @param most how many it keeps, 1 or more
  public Earliest(Comparator<? super T> order, int most) {
    this.order = order;
    this.most = most;
  }

  public void add(T value) {
    kept.add(value);
    if (kept.size() >= 2 * most) {
      settle();
    }
  }

  /// Takes over all that another one holds, which is empty then.
  public void pour(Earliest<? extends T> from) {
    from.kept.forEach(this::add);
    from.kept.clear();
  }

  /// What is kept, in its order; changes with the next that comes.
  public List<T> sorted() {
    settle();
    return kept;
  }

  private void settle() {
    if (kept.size() > 1) {
      kept.sort(order);
    }
    if (kept.size() > most) {
      kept.subList(most, kept.size()).clear();
    }
  }

  /// Adds what another one holds, which keeps it.
  public void copy(Earliest<? extends T> from) {
    from.kept.forEach(this::add);
  }

  public boolean isEmpty() {
    return kept.isEmpty();
  }

  public void clear() {
    kept.clear();
  }
}

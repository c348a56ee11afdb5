package dev.warder.engine;

import dev.warder.model.Activity;
import dev.warder.model.ActivityOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Gives activities that come in any order within their epoch the one order that readers of files
/// give them, for whoever has no sort before the engine. Confined to one thread.
///
///     12:00:40 12:00:10 | 12:01:05   ->   12:00:10 12:00:40 once 12:01 is there
///
/// Bounds at most as many activities as it was made for; when there are more in an epoch, those held
/// are handed on in order, and the later ones after them
/// Errors an activity of an epoch that is over is handed on at once, for the engine to count
public final class EpochOrder implements Consumer<Activity> {
  private final Consumer<? super Activity> next;
  private final int most;
  private final List<Activity> held = new ArrayList<>();
  private long epoch = Long.MIN_VALUE;

  /// Holds nothing yet.
  ///
  /// @param next takes activities in order
  /// @param most how many are held, 1 or more
  public EpochOrder(Consumer<? super Activity> next, int most) {
    this.next = next;
    this.most = most;
  }

  @Override
  public void accept(Activity activity) {
    long of = Engine.epoch(activity);
    if (of < epoch) {
      next.accept(activity);
      return;
    }
    if (of > epoch || held.size() >= most) {
      flush();
      epoch = of;
    }
    held.add(activity);
  }

  /// Hands on what is held: at the end, or before a state is saved.
  public void flush() {
    held.sort(ActivityOrder.CANONICAL);
    held.forEach(next);
    held.clear();
  }
}

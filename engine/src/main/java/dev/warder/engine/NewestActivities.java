package dev.warder.engine;

import dev.warder.engine.ActivityDigest.Mark;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which activities of the newest epoch were seen, so that whoever goes on tomorrow with a log that
/// overlaps with today's counts none of them twice; what is older comes too late anyway. Confined
/// to the inventory's thread.
///
/// Bounds [#MAX] marks of 128 bits; further ones are not remembered
final class NewestActivities {
  private static final int MAX = 1 << 20;

  private final ActivityDigest digest = new ActivityDigest();
  private final List<Mark> marks = new ArrayList<>();
  private Set<Mark> ofEarlierRun = Set.of();
  private long epoch = Long.MIN_VALUE;

  /// Notes an activity; false if an earlier run has seen it.
  ///
  /// @param of its epoch, none before the last one
  boolean add(Activity activity, long of) {
    if (of != epoch) {
      epoch = of;
      marks.clear();
      ofEarlierRun = Set.of();
    }
    Mark mark = digest.mark(activity);
    if (ofEarlierRun.contains(mark)) {
      return false;
    }
    if (marks.size() < MAX) {
      marks.add(mark);
    }
    return true;
  }

  void save(StateWriter out) {
    out.signed(epoch);
    out.list(
        marks.stream().sorted().toList(),
        (to, mark) -> {
          to.bits(mark.high());
          to.bits(mark.low());
        });
  }

  static NewestActivities restore(StateReader in) throws StateException {
    NewestActivities newest = new NewestActivities();
    newest.epoch = in.signed();
    newest.marks.addAll(in.list(from -> new Mark(from.bits(), from.bits())));
    in.require(newest.marks.size() <= MAX, "more marks than are ever kept");
    for (int i = 1; i < newest.marks.size(); i++) {
      boolean rising = newest.marks.get(i - 1).compareTo(newest.marks.get(i)) <= 0;
      in.require(rising, "marks out of their order");
    }
    newest.ofEarlierRun = Set.copyOf(newest.marks);
    return newest;
  }
}

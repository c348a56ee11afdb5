package dev.warder.engine;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.StableHash;
import java.util.Arrays;

/// Which activities of the newest epoch were seen, so that whoever goes on tomorrow with a log that
/// overlaps with today's counts none of them twice; what is older comes too late anyway. Confined
/// to the inventory's thread.
///
/// Bounds [#MAX] marks of 64 bits; further ones are not remembered
final class NewestActivities {
  private static final int MAX = 1 << 20;
  private static final int FEW = 64;

  private long epoch = Long.MIN_VALUE;
  private long[] marks = new long[FEW];
  private int size;

  /// Marks that an earlier run left; they come first, in rising order.
  private int ofEarlierRun;

  /// Notes an activity; false if an earlier run has seen it.
  ///
  /// @param of its epoch, none before the last one
  boolean add(Activity activity, long of) {
    if (of != epoch) {
      epoch = of;
      size = 0;
      ofEarlierRun = 0;
    }
    long mark = mark(activity);
    if (ofEarlierRun > 0 && Arrays.binarySearch(marks, 0, ofEarlierRun, mark) >= 0) {
      return false;
    }
    if (size < MAX) {
      if (size == marks.length) {
        marks = Arrays.copyOf(marks, 2 * size);
      }
      marks[size++] = mark;
    }
    return true;
  }

  /// Tells one activity from another as readers do: by id, call, caller and outcome.
  private static long mark(Activity activity) {
    Call call = activity.call();
    long mark = StableHash.ofRemembered(activity.uid()) + activity.timeMicros();
    mark = 31 * mark + call.path().hashCode();
    mark = 31 * mark + call.action().hashCode();
    mark = 31 * mark + activity.caller().credentialUid().hashCode();
    return 31 * mark + activity.outcome().status();
  }

  void save(StateWriter out) {
    long[] sorted = Arrays.copyOf(marks, size);
    Arrays.sort(sorted);
    out.signed(epoch);
    out.number(size);
    for (long mark : sorted) {
      out.bits(mark);
    }
  }

  static NewestActivities restore(StateReader in) throws StateException {
    NewestActivities newest = new NewestActivities();
    newest.epoch = in.signed();
    newest.size = in.size(MAX);
    newest.ofEarlierRun = newest.size;
    newest.marks = new long[Math.max(FEW, newest.size)];
    for (int i = 0; i < newest.size; i++) {
      newest.marks[i] = in.bits();
      in.require(i == 0 || newest.marks[i - 1] <= newest.marks[i], "marks out of their order");
    }
    return newest;
  }
}

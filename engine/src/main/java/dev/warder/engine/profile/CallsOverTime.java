package dev.warder.engine.profile;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Times;
import dev.warder.model.inventory.Timeline;
import java.util.Arrays;
import java.util.List;

/// Counts calls in buckets that widen as the log grows, so that a minute and a year both fit.
///
/// Bounds at most [#MAX_BUCKETS] buckets; widths are a minute times a power of two
public final class CallsOverTime {
  private static final int MAX_BUCKETS = 480;

  private long width = Times.MINUTE;
  private long first = Long.MIN_VALUE;
  private int used;
  private long currentStart = Long.MAX_VALUE - Times.MINUTE;
  private final long[] calls = new long[MAX_BUCKETS];
  private final long[] failures = new long[MAX_BUCKETS];

  /// Counts one call; times must not go back beyond the first one's bucket.
  public void add(Activity activity) {
    long time = activity.timeMicros();
    if (first == Long.MIN_VALUE) {
      first = Math.floorDiv(time, width);
    }
    int bucket = bucket(time);
    calls[bucket]++;
    failures[bucket] += activity.outcome().succeeded() ? 0 : 1;
  }

  private int bucket(long time) {
    if (time >= currentStart && time < currentStart + width) {
      return used - 1;
    }
    while (Math.floorDiv(time, width) - first >= MAX_BUCKETS) {
      widen();
    }
    int bucket = (int) Math.max(0, Math.floorDiv(time, width) - first);
    used = Math.max(used, bucket + 1);
    currentStart = bucket == used - 1 ? (first + bucket) * width : Long.MAX_VALUE - width;
    return bucket;
  }

  private void widen() {
    long wider = width * 2;
    long newFirst = Math.floorDiv(first * width, wider);
    int newUsed = 0;
    for (int i = 0; i < used; i++) {
      int bucket = (int) (Math.floorDiv((first + i) * width, wider) - newFirst);
      long ofCalls = calls[i];
      long ofFailures = failures[i];
      calls[i] = 0;
      failures[i] = 0;
      calls[bucket] += ofCalls;
      failures[bucket] += ofFailures;
      newUsed = bucket + 1;
    }
    width = wider;
    first = newFirst;
    used = newUsed;
  }

  /// The counts so far.
  public Timeline timeline() {
    long start = first == Long.MIN_VALUE ? 0 : first * width;
    return new Timeline(start, width, list(calls), list(failures));
  }

  private List<Long> list(long[] counts) {
    return Arrays.stream(counts, 0, used).boxed().toList();
  }

  public void save(StateWriter out) {
    out.number(width);
    out.signed(first);
    out.signed(currentStart);
    out.number(used);
    for (int i = 0; i < used; i++) {
      out.number(calls[i]);
      out.number(failures[i]);
    }
  }

  public void restore(StateReader in) throws StateException {
    width = in.number();
    in.require(width >= Times.MINUTE, "a width of " + width);
    first = in.signed();
    currentStart = in.signed();
    used = in.size(MAX_BUCKETS);
    for (int i = 0; i < used; i++) {
      calls[i] = in.number();
      failures[i] = in.number();
    }
  }
}

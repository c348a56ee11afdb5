package dev.warder.benchmarks.engine;

import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An endless stream of calls of many keys, of which a few make most calls. The keys call in turns
/// decided by lot; time goes on evenly.
final class HeavyTail {
  /// Calls of a thousand that are from where the key has not called from: counted on a simulated
  /// platform, in whose last 22 of 30 days 9.2 of a thousand calls opened a strand.
  static final int STRANGE_PER_MILLE = 9;

  private final Workload workload = new Workload(STRANGE_PER_MILLE);
  private final Draw draw = new Draw(11).fork("heavy tail");
  private final Caller[] callers;
  private final KeyShape[] shapes;
  private final double[] upTo;
  private final long stepMicros;
  private long micros = Workload.START_MICROS;

  /// @param keys number of keys
  /// @param perSecond calls of all keys in a second of event time
  HeavyTail(int keys, int perSecond) {
    callers = new Caller[keys];
    shapes = new KeyShape[keys];
    upTo = new double[keys];
    stepMicros = 1_000_000L / perSecond;
    double sum = 0;
    for (int key = 0; key < keys; key++) {
      callers[key] = Workload.caller(key);
      shapes[key] = KeyShape.at(new Draw(key).fork("shape").below(100_000) / 100_000.0);
      sum += shapes[key].calls();
      upTo[key] = sum;
    }
  }

  /// The next so many calls, in order of time.
  List<Activity> next(int calls) {
    List<Activity> next = new ArrayList<>(calls);
    for (int i = 0; i < calls; i++) {
      double at = (draw.next() >>> 11) * 0x1.0p-53 * upTo[upTo.length - 1];
      int found = Arrays.binarySearch(upTo, at);
      int key = Math.min(found < 0 ? -found - 1 : found + 1, upTo.length - 1);
      next.add(workload.call(key, callers[key], shapes[key], draw, micros));
      micros += stepMicros;
    }
    return next;
  }
}

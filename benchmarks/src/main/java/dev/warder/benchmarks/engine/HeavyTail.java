package dev.warder.benchmarks.engine;

import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// An endless stream of calls of many keys, of which a few make most calls. The keys call in turns
/// decided by lot; time goes on evenly.
final class HeavyTail {
  /// Calls of a thousand that come from a network drawn by lot, beside the new strands of the key's
  /// own.
  static final int STRANGE_PER_MILLE = 2;

  private final Workload workload = new Workload(STRANGE_PER_MILLE, false);
  private final Draw draw = new Draw(11).fork("heavy tail");
  private final Caller[] callers;
  private final KeyShape[] shapes;
  private final double[] upTo;
  private final long stepMicros;
  private final Set<Strand> strands = new HashSet<>();
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
      Draw shape = new Draw(key).fork("shape");
      shapes[key] = KeyShape.at(shape.below(100_000) / 1e5, shape.below(100_000) / 1e5);
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
      Activity call = workload.call(key, callers[key], shapes[key], draw, micros);
      strands.add(new Strand(key, call.source().asNumber(), call.client().family()));
      next.add(call);
      micros += stepMicros;
    }
    return next;
  }

  /// Strands that were opened so far.
  int strands() {
    return strands.size();
  }

  private record Strand(int key, int network, String software) {}
}

package dev.warder.benchmarks.rivals;

import dev.warder.model.StableHash;
import java.util.List;

/// MIDAS-F on two graphs: networks that keys are used from, and operations that keys call. A call
/// scores what the higher of its two edges scores. Its own threshold is that of the filter.
final class Midas {
  private Midas() {}

  /// Ticks of a minute, as the paper takes them for network traffic.
  static KeyDays byMinute(List<KeyCall> calls) {
    return run(calls, 60_000, "midas_minute");
  }

  /// Ticks of an hour, so that most keys call in most ticks.
  static KeyDays byHour(List<KeyCall> calls) {
    return run(calls, 3_600_000, "midas_hour");
  }

  private static KeyDays run(List<KeyCall> calls, long tickMillis, String name) {
    KeyDays days = new KeyDays(name);
    MidasFilter networks = new MidasFilter();
    MidasFilter operations = new MidasFilter();
    long start = calls.isEmpty() ? 0 : Math.floorDiv(calls.getFirst().millis(), tickMillis);
    for (KeyCall call : calls) {
      long tick = Math.floorDiv(call.millis(), tickMillis) - start + 1;
      long key = StableHash.of(call.credential());
      double score =
          Math.max(
              networks.add(StableHash.of(call.prefix()), key, tick),
              operations.add(key, StableHash.of(call.operation()), tick));
      days.add(call, score, score >= MidasFilter.THRESHOLD);
    }
    return days;
  }
}

package dev.warder.benchmarks.engine;

import dev.warder.engine.Engine;
import dev.warder.model.Caller;
import dev.warder.testkit.draw.Draw;
import java.util.Locale;
import java.util.OptionalLong;

/// Heap of an engine that knows a million keys, each with a few calls over ten days.
final class MillionKeys {
  private static final int KEYS = 1_000_000;
  private static final int CALLS = 5;
  private static final int LOOK_EVERY = 250_000;
  private static final double FULL = 0.85;

  private final Workload workload = new Workload(HeavyTail.STRANGE_PER_MILLE, true);
  private final KeyShape shape = new KeyShape(CALLS, 1, 1, 3);

  /// Bytes after a full collection; empty if the heap of this process does not suffice, which is
  /// said on the terminal.
  OptionalLong run() {
    long before = Heap.used();
    Engine engine = Engines.fresh();
    Draw draw = new Draw(23).fork("million");
    long step = 10 * 86_400_000_000L / ((long) KEYS * CALLS);
    long micros = Workload.START_MICROS;
    for (int call = 0; call < CALLS; call++) {
      for (int key = 0; key < KEYS; key++) {
        Caller caller = Workload.caller(key);
        engine.accept(workload.call(key, caller, shape, draw, micros));
        micros += step;
        if (key % LOOK_EVERY == LOOK_EVERY - 1 && isFull()) {
          System.out.printf(
              Locale.ROOT,
              "million    does not fit: %d %% of the heap of %d MB are in use after %d keys, call %d"
                  + " of %d%n",
              Math.round(FULL * 100),
              Runtime.getRuntime().maxMemory() >> 20,
              call == 0 ? key + 1 : KEYS,
              call + 1,
              CALLS);
          return OptionalLong.empty();
        }
      }
    }
    long used = Heap.grown(before, engine);
    System.out.printf(
        Locale.ROOT,
        "million    %d keys of %d calls: %d MB after a full collection, %d bytes a key%n",
        KEYS,
        CALLS,
        used >> 20,
        used / KEYS);
    return OptionalLong.of(used);
  }

  private static boolean isFull() {
    return Heap.used() > FULL * Runtime.getRuntime().maxMemory();
  }
}

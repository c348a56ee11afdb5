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
  private static final int LOOK_EVERY = 100_000;
  private static final double FULL = 0.9;

  private final Workload workload = new Workload(HeavyTail.STRANGE_PER_MILLE, true);
  private final KeyShape shape = new KeyShape(CALLS, 1, 1, 3);

  /// Bytes after a full collection; empty if the heap of this process does not suffice, which is
  /// said on the terminal.
  OptionalLong run() {
    try {
      return measure();
    } catch (OutOfMemoryError error) {
      return doesNotFit("between two looks at it");
    }
  }

  private OptionalLong measure() {
    long before = Heap.used();
    Engine engine = Engines.fresh();
    int keys = feed(engine);
    if (keys < KEYS) {
      return doesNotFit("after " + keys + " keys");
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

  private static OptionalLong doesNotFit(String full) {
    System.out.printf(
        Locale.ROOT,
        "million    does not fit into a heap of %d MB: full %s%n",
        Runtime.getRuntime().maxMemory() >> 20,
        full);
    return OptionalLong.empty();
  }

  /// How many keys found room.
  private int feed(Engine engine) {
    Draw draw = new Draw(23).fork("million");
    long step = 10 * 86_400_000_000L / ((long) KEYS * CALLS);
    long micros = Workload.START_MICROS;
    for (int call = 0; call < CALLS; call++) {
      for (int key = 0; key < KEYS; key++) {
        Caller caller = Workload.caller(key);
        engine.accept(workload.call(key, caller, shape, draw, micros));
        micros += step;
        if (call == 0 && key % LOOK_EVERY == LOOK_EVERY - 1 && isFull()) {
          return key + 1;
        }
      }
    }
    return KEYS;
  }

  private static boolean isFull() {
    return Heap.used() > FULL * Runtime.getRuntime().maxMemory();
  }
}

package dev.warder.benchmarks.keys;

import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.policy.Request;
import java.util.SplittableRandom;

/// Calls of keys of which a few make most: the chance of a key falls with its rank, and which key has
/// which rank is drawn by lot.
final class Calls {
  private static final int DRAWN = 1 << 20;
  private static final int SOURCES = 64;

  private final int[] keys = new int[DRAWN];
  private final Source[] sources = new Source[SOURCES];
  private int at;

  /// @param count number of keys
  Calls(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < DRAWN; i++) {
      long rank = (long) Math.pow(count, random.nextDouble()) - 1;
      keys[i] = (int) (rank * 999_999_937L % count);
    }
    for (int i = 0; i < SOURCES; i++) {
      sources[i] =
          new Source(
              "203.0.113." + i, 14_061, "Example", "DE", SourceClass.HOSTING, "AS14061 DE");
    }
  }

  /// The key of the next call.
  int nextKey() {
    at = (at + 1) & (DRAWN - 1);
    return keys[at];
  }

  /// The call itself, as a door would hand it on.
  Request request(int key, long timeMicros) {
    return new Request(
        timeMicros, "api.example.org", "GET", "/api/systems/5f0c", sources[key & (SOURCES - 1)]);
  }
}

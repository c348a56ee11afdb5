package dev.warder.benchmarks.keys;

import dev.warder.keys.KeysException;
import dev.warder.keys.Preview;
import dev.warder.model.ErrorCode;
import java.util.Locale;

/// Previews that search all calls recorded before, each once and anew: by what stands beside each
/// call, and by what stands in it.
final class Searches {
  private final Million million;

  Searches(Million million) {
    this.million = million;
  }

  /// Answers how many calls a second were looked at by the one who asks for a system.
  double run() throws KeysException {
    double bySystem = search("a system", "privileged and used-from AS14061");
    search("an operation", "touched POST /api/{any}");
    search("a network that few are in", "used-from 203.0.113.63");
    search("a country, seven days", "used-from KP after 7d");
    return bySystem;
  }

  private double search(String name, String selector) throws KeysException {
    long start = System.nanoTime();
    Preview preview = preview(selector);
    double seconds = (System.nanoTime() - start) / 1e9;
    long calls = preview.reach().calls();
    System.out.printf(
        Locale.ROOT,
        "search for %-26s %,d calls in %.2f s, %,.0f a second; %,d keys%n",
        name,
        calls,
        seconds,
        calls / seconds,
        preview.count().keys());
    return calls / seconds;
  }

  /// Goes on where a search took too long.
  private Preview preview(String selector) throws KeysException {
    while (true) {
      try {
        return million.keys().preview(Million.ADMIN, selector);
      } catch (KeysException e) {
        if (e.code() != ErrorCode.SEARCH_TOO_LONG) {
          throw e;
        }
      }
    }
  }
}

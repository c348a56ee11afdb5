package dev.warder.api.wire;

import dev.warder.api.http.Caller;
import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.ProblemException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Of what makes Warder search, one credential has only so much at a time, so that others find room
/// beside it. Safe for use by many threads.
///
/// Bounds 8 at a time with one credential; more get 429. What all have together `keys` bounds
public final class Share {
  private static final int MOST = 8;

  private final Map<String, Integer> running = new ConcurrentHashMap<>();

  /// Does work that counts.
  public <T> T of(Caller caller, Refusals.Work<T> work) throws ProblemException {
    String id = caller.id();
    if (running.merge(id, 1, Integer::sum) > MOST) {
      leave(id);
      throw new ProblemException(
          ProblemCode.TOO_MANY_REQUESTS,
          "At most " + MOST + " searches run at a time with one credential.");
    }
    try {
      return Refusals.translated(work);
    } finally {
      leave(id);
    }
  }

  private void leave(String id) {
    running.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
  }
}

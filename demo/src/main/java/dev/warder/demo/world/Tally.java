package dev.warder.demo.world;

import dev.warder.demo.wire.Answer;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what became of somebody's calls. Safe for use by many threads.
public final class Tally {
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();

  public void count(Answer answer) {
    calls.incrementAndGet();
    if (answer.isRefusal()) {
      refused.incrementAndGet();
    } else if (answer.status() >= 500) {
      failed.incrementAndGet();
    }
  }

  public int calls() {
    return calls.get();
  }

  /// Calls that were answered that the caller may not do this.
  public int refused() {
    return refused.get();
  }

  /// Calls that the platform, or what stands before it, could not answer.
  public int failed() {
    return failed.get();
  }
}

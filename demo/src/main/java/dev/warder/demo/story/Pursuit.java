package dev.warder.demo.story;

import dev.warder.demo.wire.Answer;
import dev.warder.demo.wire.Line;
import dev.warder.demo.world.Caller;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// The thief's programs at the moment of the revocation: several connections that call as fast as
/// they can, in real time, before and after.
///
/// Guarantees a call counts as one after the acknowledgement if it began after that had arrived;
/// one whose connection ended under it, or before it, is not sent again but counted
final class Pursuit implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final int AFTERWARDS = 150;
  private static final int SERVER_ERROR = 500;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger before = new AtomicInteger();
  private final AtomicInteger acceptedBefore = new AtomicInteger();
  private final AtomicInteger after = new AtomicInteger();
  private final AtomicInteger acceptedAfter = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private volatile boolean acknowledged;

  private Pursuit() {}

  /// What was counted.
  ///
  /// @param before calls that began before the acknowledgement
  /// @param acceptedBefore how many of them were accepted
  /// @param after calls that began after it
  /// @param acceptedAfter how many of them were accepted: none, that is the promise
  /// @param broken calls that ended without an answer
  record Count(int before, int acceptedBefore, int after, int acceptedAfter, int broken) {
    Count and(Count more) {
      return new Count(
          before + more.before,
          acceptedBefore + more.acceptedBefore,
          after + more.after,
          acceptedAfter + more.acceptedAfter,
          broken + more.broken);
    }
  }

  /// Begins to call with each of the keys, and returns when each connection was answered once.
  static Pursuit begin(URI gate, List<Caller> guises) throws InterruptedException {
    Pursuit pursuit = new Pursuit();
    CountDownLatch going = new CountDownLatch(CONNECTIONS);
    for (int i = 0; i < CONNECTIONS; i++) {
      Caller guise = guises.get(i % guises.size());
      pursuit.threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try (Line line = new Line(gate, Line.WhenEnded.FAIL)) {
                  pursuit.call(guise.on(line), going);
                }
              }));
    }
    going.await();
    return pursuit;
  }

  private void call(Caller caller, CountDownLatch going) {
    int left = AFTERWARDS;
    while (left > 0) {
      boolean isAfter = acknowledged;
      try {
        Answer answer = caller.call("", "GET", "/api/systems?limit=1", null);
        (isAfter ? after : before).incrementAndGet();
        if (!answer.isRefusal() && answer.status() < SERVER_ERROR) {
          (isAfter ? acceptedAfter : acceptedBefore).incrementAndGet();
        }
      } catch (IOException e) {
        // Cut with its key: no answer, so nothing was accepted.
        broken.incrementAndGet();
      }
      going.countDown();
      left -= isAfter ? 1 : 0;
    }
  }

  /// The acknowledgement has arrived. Returns when each connection has called often enough since.
  Count end() throws InterruptedException {
    acknowledged = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return new Count(
        before.get(), acceptedBefore.get(), after.get(), acceptedAfter.get(), broken.get());
  }

  @Override
  public void close() {
    acknowledged = true;
  }
}

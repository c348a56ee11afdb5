package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Calls that go on while something happens to a gate: with a key that opens it and with a revoked
/// one, in turn. They end with the gate, if nobody ends them.
final class SteadyCalls {
  private final HttpClient client;
  private final RealGate gate;
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Semaphore answered = new Semaphore(0);
  private final Thread caller;
  private volatile boolean isOver;

  private SteadyCalls(HttpClient client, RealGate gate, RealGate.Key good, RealGate.Key gone) {
    this.client = client;
    this.gate = gate;
    caller = Thread.ofVirtual().unstarted(() -> call(good, gone));
  }

  static SteadyCalls start(HttpClient client, RealGate gate, RealGate.Key good, RealGate.Key gone) {
    SteadyCalls calls = new SteadyCalls(client, gate, good, gone);
    calls.caller.start();
    return calls;
  }

  private void call(RealGate.Key good, RealGate.Key gone) {
    try {
      while (!isOver) {
        int passed = status(client, gate, good);
        int revoked = status(client, gate, gone);
        if (passed != 200 || revoked != 401) {
          wrong.add(passed + " " + revoked);
        }
        answered.release();
      }
    } catch (IOException e) {
      wrong.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for as many more pairs of calls.
  void awaitMore(int pairs) throws InterruptedException {
    answered.drainPermits();
    assertThat(answered.tryAcquire(pairs, 60, TimeUnit.SECONDS)).as("calls go on").isTrue();
  }

  /// Ends them, and fails if one was answered otherwise than it should.
  void end() throws InterruptedException {
    isOver = true;
    caller.join();
    assertThat(wrong).isEmpty();
  }

  /// How a call with a key is answered.
  static int status(HttpClient client, RealGate gate, RealGate.Key key)
      throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(gate.url() + "/hello"))
                .timeout(Duration.ofSeconds(30))
                .header("authorization", "Bearer " + key.secret())
                .build(),
            BodyHandlers.ofString())
        .statusCode();
  }
}

package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a started gate in the middle of calls, right behind revocations that were
/// acknowledged. `-Dwarder.kills` says how often.
@Timeout(900)
class KilledGateIT {
  private static final int CALLERS = 4;
  private static final int KEYS = 30;
  private static final int REVOKED_BEFORE_THE_KILL = 12;

  @TempDir private Path folder;

  private final Set<RealGate.Key> minted = ConcurrentHashMap.newKeySet();
  private final Set<RealGate.Key> revoked = ConcurrentHashMap.newKeySet();

  /// Whose revocation was asked for, whatever became of it.
  private final Set<RealGate.Key> asked = ConcurrentHashMap.newKeySet();

  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void noKeyWhoseRevocationWasAcknowledgedPassesBeforeOrAfterTheKillAndTheJournalIsWhole()
      throws Exception {
    int rounds = Integer.getInteger("warder.kills", 1);
    try (RealApi api = RealApi.start()) {
      RealGate.Start start = RealGate.Start.of(folder, api);
      String admin = "";
      for (int round = 0; round < rounds; round++) {
        try (RealGate gate = start.again(admin)) {
          admin = gate.admin();
          useUntilKilled(gate);
        }
        assertThat(wrong).isEmpty();
        assertThat(ServeProcess.verifies(start.data())).isEmpty();
        // What stands in the journal of changes, and nothing else, decides from here on.
        dropRows(start.data());
        try (RealGate gate = start.again(admin)) {
          look(gate);
          gate.serve().stop();
        }
      }
    }
  }

  private void useUntilKilled(RealGate gate) throws Exception {
    List<RealGate.Key> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      keys.add(gate.mint());
    }
    minted.addAll(keys);
    CountDownLatch enough = new CountDownLatch(REVOKED_BEFORE_THE_KILL);
    List<Thread> threads = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < CALLERS; i++) {
        int from = i;
        threads.add(Thread.ofVirtual().start(() -> call(client, gate, keys, from)));
      }
      threads.add(Thread.ofVirtual().start(() -> revoke(gate, keys, enough)));
      assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
      gate.serve().kill();
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  /// Calls with one key after the other until nobody answers.
  private void call(HttpClient client, RealGate gate, List<RealGate.Key> keys, int from) {
    try {
      for (int i = from; ; i++) {
        RealGate.Key key = keys.get(i % keys.size());
        boolean isOver = revoked.contains(key);
        int status = answer(client, gate, key).statusCode();
        if (isOver && status != 401) {
          wrong.add("after its revocation was acknowledged: " + status);
        }
      }
    } catch (IOException e) {
      // Killed, or cut with its key.
      if (gate.serve().isAlive()) {
        call(client, gate, keys, from + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void revoke(RealGate gate, List<RealGate.Key> keys, CountDownLatch enough) {
    try {
      for (RealGate.Key key : keys) {
        asked.add(key);
        gate.revoke(key);
        revoked.add(key);
        enough.countDown();
      }
    } catch (IOException e) {
      // Killed, as it was meant to be.
      enough.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(RealGate gate) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (RealGate.Key key : minted) {
        HttpResponse<String> answer = answer(client, gate, key);
        if (revoked.contains(key)) {
          assertThat(answer.statusCode()).as("revoked").isEqualTo(401);
          assertThat(answer.body()).contains("\"code\":\"revoked\"");
        } else if (!asked.contains(key)) {
          assertThat(answer.statusCode()).as("minted").isEqualTo(200);
        }
      }
    }
  }

  private static HttpResponse<String> answer(HttpClient client, RealGate gate, RealGate.Key key)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(gate.url() + "/hello"))
            .timeout(Duration.ofSeconds(30))
            .header("authorization", "Bearer " + key.secret())
            .build(),
        BodyHandlers.ofString());
  }

  private static void dropRows(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.filter(path -> path.toString().contains("warder.db")).toList()) {
        Files.delete(file);
      }
    }
  }
}

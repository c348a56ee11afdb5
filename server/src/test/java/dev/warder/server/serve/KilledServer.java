package dev.warder.server.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// Mints and revokes on several connections, kills the process in the middle of it, starts it anew,
/// and holds what it then does against what it had acknowledged.
final class KilledServer {
  private static final int CLIENTS = 4;
  private static final int CHANGES_BEFORE_THE_KILL = 60;

  private final Path data;
  private final Map<String, String> minted = new ConcurrentHashMap<>();
  private final Map<String, String> revoked = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
  private String admin = "";
  private long acknowledged;

  KilledServer(Path data) {
    this.data = data;
  }

  /// What came out.
  ///
  /// @param acknowledged changes that were answered
  /// @param lost keys that were minted, and are unknown
  /// @param acceptedAfterRevocation keys that were revoked, and are accepted
  record Result(long acknowledged, List<String> lost, List<String> acceptedAfterRevocation) {}

  Result run(int rounds) throws IOException, InterruptedException {
    List<String> lost = new ArrayList<>();
    List<String> accepted = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      try (ServeProcess serve = ServeProcess.start(data)) {
        if (round == 0) {
          admin = serve.credential();
        }
        check(serve, lost, accepted);
        changeUntilKilled(serve);
      }
    }
    try (ServeProcess serve = ServeProcess.start(data)) {
      check(serve, lost, accepted);
    }
    return new Result(acknowledged, lost, accepted);
  }

  private void changeUntilKilled(ServeProcess serve) throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(CHANGES_BEFORE_THE_KILL);
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(() -> change(serve, enough)));
    }
    enough.await();
    serve.kill();
    for (Thread client : clients) {
      client.join();
    }
  }

  /// Goes on until nobody answers any more; what was answered is written down here.
  private void change(ServeProcess serve, CountDownLatch enough) {
    try {
      for (int i = 0; ; i++) {
        String[] key = serve.mint(admin, "acme");
        minted.put(key[1], key[0]);
        acknowledge(enough);
        if (i % 2 == 0) {
          asked.add(key[1]);
          if (serve.ask(admin, "POST", "/v1/keys/" + key[1] + ":revoke", "{}").status() == 200) {
            revoked.put(key[1], key[0]);
            acknowledge(enough);
          }
        }
      }
    } catch (IOException e) {
      // Killed, as it was meant to be.
      enough.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void acknowledge(CountDownLatch enough) {
    acknowledged++;
    enough.countDown();
  }

  private void check(ServeProcess serve, List<String> lost, List<String> accepted)
      throws IOException, InterruptedException {
    for (Map.Entry<String, String> key : minted.entrySet()) {
      String code = serve.verdict(admin, key.getValue());
      boolean isRevoked = revoked.containsKey(key.getKey());
      if (isRevoked && !code.equals("revoked")) {
        accepted.add(key.getKey() + " " + code);
      }
      // Of one that was to be revoked when the process was killed, both are right.
      boolean open = asked.contains(key.getKey()) && code.equals("revoked");
      if (!isRevoked && !open && !code.equals("allowed")) {
        lost.add(key.getKey() + " " + code);
      }
    }
  }
}

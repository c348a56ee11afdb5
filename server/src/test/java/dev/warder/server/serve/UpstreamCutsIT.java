package dev.warder.server.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.Until;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The API behind a started gate dies in the middle of calls, is silent, and comes back.
@Timeout(180)
class UpstreamCutsIT {
  private static final int CALLERS = 6;
  private static final int ENOUGH = 60;
  private static final int HANG_UPS = 5;

  @TempDir private Path folder;

  private final Semaphore passed = new Semaphore(0);
  private final Semaphore refused = new Semaphore(0);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean isOver = new AtomicBoolean();

  /// Numbers of calls that were to change something, and their answers.
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void anApiThatDiesUnderLoadIsSaidToBeGoneNothingHangsOrIsSentTwiceAndItsReturnIsNoticed()
      throws Exception {
    RealApi first = RealApi.start();
    RealApi second = null;
    try (RealGate gate = RealGate.Start.of(folder, first).plain();
        HttpClient client = HttpClient.newHttpClient()) {
      RealGate.Key key = gate.mint();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(Thread.ofVirtual().start(() -> call(client, gate, key)));
      }
      for (int i = 0; i < HANG_UPS; i++) {
        assertThat(passed.tryAcquire(ENOUGH, 60, TimeUnit.SECONDS)).as("%s", wrong).isTrue();
        first.hangUp();
      }
      first.close();
      refused.drainPermits();
      assertThat(refused.tryAcquire(ENOUGH, 60, TimeUnit.SECONDS)).as("%s", wrong).isTrue();
      passed.drainPermits();
      second = RealApi.at(first.port());
      assertThat(passed.tryAcquire(ENOUGH, 60, TimeUnit.SECONDS)).as("%s", wrong).isTrue();
      isOver.set(true);
      for (Thread caller : callers) {
        caller.join();
      }
      assertThat(wrong).isEmpty();
      for (Map.Entry<Integer, Integer> answer : answers.entrySet()) {
        int times = first.times(answer.getKey()) + second.times(answer.getKey());
        assertThat(times).as("call %s", answer).isBetween(answer.getValue() == 200 ? 1 : 0, 1);
      }
      assertThat(answers).containsValues(200, 502);
    } finally {
      isOver.set(true);
      first.close();
      if (second != null) {
        second.close();
      }
    }
  }

  private void call(HttpClient client, RealGate gate, RealGate.Key key) {
    try {
      while (!isOver.get()) {
        note(client.send(request(gate, key, "/hello").build(), BodyHandlers.ofString()));
        int number = next.incrementAndGet();
        // Without a body all of it is sent before anything can be known of the connection.
        HttpRequest change =
            request(gate, key, "/once?n=" + number)
                .POST(number % 2 == 0 ? BodyPublishers.ofString("x") : BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = client.send(change, BodyHandlers.ofString());
        answers.put(number, answer.statusCode());
        note(answer);
      }
    } catch (IOException e) {
      wrong.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(HttpResponse<String> answer) {
    if (answer.statusCode() == 200) {
      passed.release();
    } else if (answer.statusCode() == 502
        && answer.body().contains("\"code\":\"upstream_unreachable\"")
        && answer.headers().firstValue("content-type").orElse("").contains("problem+json")) {
      refused.release();
    } else {
      wrong.add(answer.statusCode() + " " + answer.body());
    }
  }

  private static HttpRequest.Builder request(RealGate gate, RealGate.Key key, String path) {
    return HttpRequest.newBuilder(URI.create(gate.url() + path))
        .timeout(Duration.ofSeconds(30))
        .header("authorization", "Bearer " + key.secret());
  }

  @Test
  void aCallWhoseBodyWasOnItsWayWhenTheApiHungUpIsAnsweredAndNeverSentAgain() throws Exception {
    try (RealApi api = RealApi.start();
        RealGate gate = RealGate.Start.of(folder, api).plain();
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), URI.create(gate.url()).getPort())) {
      socket.setSoTimeout(60_000);
      RealGate.Key key = gate.mint();
      String next = "GET /hello HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + key.secret() + "\r\n\r\n";
      // What is sent afterwards goes over a connection that was used before.
      socket.getOutputStream().write(next.getBytes(ISO_8859_1));
      assertThat(answer(socket)).startsWith("HTTP/1.1 200 ");
      String head =
          "PUT /sum HTTP/1.1\r\nHost: a\r\nX-Api-Key: "
              + key.secret()
              + "\r\nContent-Length: 100\r\n\r\nthe half of it";
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      Until.so(() -> api.received() > 0);
      long received = api.received();
      api.hangUp();
      assertThat(answer(socket))
          .startsWith("HTTP/1.1 502 ")
          .contains("\"code\":\"upstream_unreachable\"");
      // The rest of it is the gate's to throw away.
      String rest = "x".repeat(100 - "the half of it".length());
      socket.getOutputStream().write((rest + next).getBytes(ISO_8859_1));
      assertThat(answer(socket)).startsWith("HTTP/1.1 200 ").endsWith("hello, /hello\n");
      assertThat(api.calls()).as("two that were answered, and half of one").isEqualTo(3);
      assertThat(api.received()).isEqualTo(received);
    }
  }

  @Test
  void anApiThatSaysNothingIsGivenUpInTimeAndTheConnectionServesTheNextCall() throws Exception {
    try (RealApi api = RealApi.start();
        RealGate gate =
            new RealGate.Start(folder, api.port(), List.of(), List.of(), "  response: 1s").plain();
        HttpClient client = HttpClient.newHttpClient()) {
      RealGate.Key key = gate.mint();
      HttpResponse<String> late =
          client.send(
              request(gate, key, "/silent").POST(BodyPublishers.ofString("x")).build(),
              BodyHandlers.ofString());
      assertThat(late.statusCode()).isEqualTo(504);
      assertThat(late.body()).contains("\"code\":\"upstream_timeout\"");
      assertThat(client.send(request(gate, key, "/hello").build(), BodyHandlers.ofString()).body())
          .isEqualTo("hello, /hello\n");
    }
  }

  /// An answer whose length is told, head and body.
  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int one = in.read();
      if (one < 0) {
        throw new IOException("ended after: " + text);
      }
      text.append((char) one);
    }
    int at = text.indexOf("content-length: ") + "content-length: ".length();
    int length = Integer.parseInt(text.substring(at, text.indexOf("\r", at)));
    return text + new String(in.readNBytes(length), ISO_8859_1);
  }
}

package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.api.OpenDoors.Answered;
import dev.warder.api.http.DoorSettings.Bounds;
import dev.warder.model.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each bound of a door, at a real door.
@SuppressWarnings("StringConcatToTextBlock") // what matters are the line ends
class BoundsIT {
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(10);

  /// How long nothing is read before another octet is sent; not what is measured.
  private static final int PACE_MILLIS = 20;

  /// More than any time-out here takes, less than those that are not meant.
  private static final int MOST_OCTETS = 600;

  /// How HTTP/2 begins; its first 18 octets are a head of HTTP/1.1.
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final String ASK = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n";

  private static Bounds times(Duration arrival, Duration answer, Duration idle) {
    return new Bounds(4_096, 16_384, 100, 100, arrival, answer, idle);
  }

  private static Socket socket(OpenDoors doors) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), doors.port());
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String answer(Socket socket) throws IOException {
    StringBuilder answer = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      answer.append((char) octet);
      if (answer.toString().endsWith("{\"status\":\"up\"}")) {
        return answer.toString();
      }
    }
    throw new IOException("ended: " + answer);
  }

  /// Sends one octet now and then until the other side has had enough; says whether it had.
  private static boolean isEndedWhileTrickling(Socket socket) throws IOException {
    socket.setSoTimeout(PACE_MILLIS);
    for (int i = 0; i < MOST_OCTETS; i++) {
      try {
        send(socket, "x");
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException e) {
        // Nothing was said: on with it.
      } catch (SocketException e) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theFirstHeadHasItsTimeHoweverItTrickles() throws Exception {
    try (OpenDoors doors = OpenDoors.within(times(SOON, LONG, LONG));
        Socket socket = socket(doors)) {
      send(socket, "GET /healthz HTTP/1.1\r\nx: ");
      assertThat(isEndedWhileTrickling(socket)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\nGET /healthz HTTP/1.1\r\nx: ",
        "\n\nGET /healthz HTTP/1.1\r\nx: ",
        " \r\n\r\nGET /healthz HTTP/1.1\r\nx: ",
        PREFACE + "\0?\u00fc\4\0\0\0\0\0",
        "GET / HTTP/1.1\r\nhost: a\r\nupgrade: h2c\r\n\r\nGET /healthz HTTP/1.1\r\nx: "
      })
  void noFirstWordsFreeTheFirstHeadOfItsTime(String words) throws Exception {
    try (OpenDoors doors = OpenDoors.within(times(SOON, LONG, LONG));
        Socket socket = socket(doors)) {
      send(socket, words);
      assertThat(isEndedWhileTrickling(socket)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 18, 23, 24})
  void howHttp2BeginsHasItsTimeWhereverItStops(int octets) throws Exception {
    try (OpenDoors doors = OpenDoors.within(times(SOON, LONG, LONG));
        Socket socket = socket(doors)) {
      socket.setSoTimeout(30_000);
      send(socket, PREFACE.substring(0, octets));
      assertThat(isEndedAfterAll(socket)).isTrue();
    }
  }

  @Test
  void theNextHeadOfAConnectionHasTheTimeOfASilentOneHoweverItTrickles() throws Exception {
    try (OpenDoors doors = OpenDoors.within(times(LONG, LONG, Duration.ofSeconds(1)));
        Socket socket = socket(doors)) {
      for (int i = 0; i < 3; i++) {
        send(socket, ASK);
        assertThat(answer(socket)).contains(" 200 ");
      }
      send(socket, "GET /healthz HTTP/1.1\r\nx: ");
      assertThat(isEndedWhileTrickling(socket)).isTrue();
    }
  }

  @Test
  void theRestOfARefusedBodyHasItsTimeToo() throws Exception {
    try (OpenDoors doors = OpenDoors.within(times(LONG, LONG, Duration.ofSeconds(1)));
        Socket socket = socket(doors)) {
      send(socket, "POST /v1/verify HTTP/1.1\r\nhost: a\r\ncontent-length: 60000\r\n\r\n");
      assertThat(isEndedWhileTrickling(socket)).isTrue();
    }
  }

  @Test
  void aConnectionWhoseCallTakesLongIsNoSilentOne() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    try (OpenDoors doors = OpenDoors.within(times(Duration.ofSeconds(5), LONG, LONG))) {
      doors.keys.stall = latch;
      CompletableFuture<Answered> slow =
          CompletableFuture.supplyAsync(() -> explained(doors, "admin-token"));
      while (doors.keys.stalled.get() < 1) {
        Thread.onSpinWait();
      }
      // Long after the first head's time: another connection has come and gone in it.
      try (Socket other = socket(doors)) {
        assertThat(isEndedWhileTrickling(other)).isTrue();
      }
      latch.countDown();
      assertThat(slow.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
      assertThat(doors.keys.stalled).as("asked once, not again after an end").hasValue(1);
    }
  }

  @Test
  void aBodyHasItsTimeHoweverItTrickles() throws Exception {
    try (OpenDoors doors = OpenDoors.within(times(SOON, LONG, LONG));
        Socket socket = socket(doors)) {
      send(
          socket,
          "POST /v1/verify HTTP/1.1\r\nhost: a\r\nauthorization: Bearer admin-token\r\n"
              + "content-length: 4000\r\n\r\n");
      assertThat(isEndedWhileTrickling(socket)).isTrue();
    }
  }

  @Test
  void aMessageOverGrpcThatDoesNotComeIsGivenUp() throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    try (OpenDoors doors = OpenDoors.within(times(SOON, LONG, LONG))) {
      CompletableFuture<Object> came = new CompletableFuture<>();
      client
          .request(
              HttpMethod.POST,
              doors.port(),
              "127.0.0.1",
              "/envoy.service.auth.v3.Authorization/Check")
          .onSuccess(request -> {
            request.putHeader("content-type", "application/grpc").setChunked(true);
            request.putHeader("x-warder-token", "admin-token");
            request.response().onComplete(came::complete, came::completeExceptionally);
            var _ = request.write(Buffer.buffer(new byte[] {0}));
          });
      // An end of the stream or a status that says so: either way not waited for any longer.
      assertThat(came.handle((response, failure) -> "over").get(30, TimeUnit.SECONDS))
          .isEqualTo("over");
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aSilentConnectionIsClosed() throws Exception {
    try (OpenDoors doors = OpenDoors.within(times(LONG, LONG, Duration.ofSeconds(1)));
        Socket socket = socket(doors)) {
      socket.setSoTimeout(30_000);
      send(socket, ASK);
      assertThat(answer(socket)).contains(" 200 ");
      assertThat(socket.getInputStream().read()).isNegative();
    }
  }

  @Test
  void anAnswerThatTakesTooLongIsGivenUp() throws Exception {
    try (OpenDoors doors = OpenDoors.within(times(LONG, SOON, LONG))) {
      CountDownLatch latch = new CountDownLatch(1);
      doors.keys.stall = latch;
      assertThat(explained(doors, "admin-token").status()).isEqualTo(504);
      latch.countDown();
    }
  }

  @Test
  void connectionsBeyondThoseThatMayBeOpenAreClosedAtOnce() throws Exception {
    try (OpenDoors doors = OpenDoors.within(new Bounds(4_096, 16_384, 1, 100, LONG, LONG, LONG));
        Socket first = socket(doors)) {
      send(first, ASK);
      assertThat(answer(first)).contains(" 200 ");
      try (Socket second = socket(doors)) {
        second.setSoTimeout(30_000);
        assertThat(isEnded(second)).isTrue();
      }
      send(first, ASK);
      assertThat(answer(first)).contains(" 200 ");
    }
  }

  /// Whether the other side ends it, whatever it says before.
  private static boolean isEndedAfterAll(Socket socket) throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  private static boolean isEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void oneCredentialHasEightSearchesAtATimeAndOthersFindRoomBesideIt() throws Exception {
    try (OpenDoors doors = OpenDoors.within(times(LONG, LONG, LONG))) {
      CountDownLatch latch = new CountDownLatch(1);
      doors.keys.stall = latch;
      List<CompletableFuture<Answered>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        running.add(CompletableFuture.supplyAsync(() -> explained(doors, "admin-token")));
      }
      while (doors.keys.stalled.get() < 8) {
        Thread.onSpinWait();
      }

      Answered ninth = explained(doors, "admin-token");

      assertThat(ninth.status()).isEqualTo(429);
      assertThat(ninth.body()).contains("too_many_requests");
      assertThat(ninth.header("retry-after")).isEqualTo("1");
      for (String path : List.of("/v1/keys?where=privileged", "/v1/keys")) {
        assertThat(doors.ask("GET", path, "").status()).as(path).isEqualTo(429);
      }
      assertThat(
              doors
                  .ask("POST", "/v1/invalidations/previews", "{\"where\":\"privileged\"}")
                  .status())
          .isEqualTo(429);
      CompletableFuture<Answered> other =
          CompletableFuture.supplyAsync(() -> explained(doors, "minter-token"));
      latch.countDown();
      assertThat(other.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
      for (CompletableFuture<Answered> one : running) {
        assertThat(one.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
      }
      assertThat(explained(doors, "admin-token").status()).as("room again").isEqualTo(200);
    }
  }

  @Test
  void whatMayNotWaitForTheDiskIsRefusedAtOnce() throws Exception {
    try (OpenDoors doors = OpenDoors.within(new Bounds(4_096, 16_384, 100, 2, LONG, LONG, LONG))) {
      CountDownLatch latch = new CountDownLatch(1);
      doors.keys.stall = latch;
      List<CompletableFuture<Answered>> running = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        running.add(CompletableFuture.supplyAsync(() -> explained(doors, "admin-token")));
      }
      while (doors.keys.stalled.get() < 2) {
        Thread.onSpinWait();
      }
      Answered third = explained(doors, "admin-token");
      assertThat(third.status()).isEqualTo(503);
      assertThat(third.body()).contains("\"code\":\"overloaded\"");
      assertThat(third.headers().allValues("retry-after")).containsExactly("1");
      latch.countDown();
      for (CompletableFuture<Answered> one : running) {
        assertThat(one.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aStopWaitsForWhatRunsButNoLongerThanItMay() throws Exception {
    OpenDoors doors = OpenDoors.within(times(LONG, LONG, LONG));
    CountDownLatch latch = new CountDownLatch(1);
    doors.keys.stall = latch;
    try (Socket socket = socket(doors)) {
      send(
          socket,
          "GET /v1/verdicts/v1 HTTP/1.1\r\nhost: a\r\nauthorization: Bearer admin-token\r\n\r\n");
      while (doors.keys.stalled.get() < 1) {
        Thread.onSpinWait();
      }
      // OpenDoors lets it take two seconds, and what runs takes for ever.
      CompletableFuture.runAsync(doors::close).get(15, TimeUnit.SECONDS);
    } finally {
      latch.countDown();
    }
  }

  @Test
  void whoIsToldToComeBackIsToldWhen() throws Exception {
    try (OpenDoors doors = OpenDoors.open()) {
      doors.keys.failure = ErrorCode.BUSY;
      Answered busy = explained(doors, "admin-token");
      assertThat(busy.status()).isEqualTo(503);
      assertThat(busy.body()).contains("\"code\":\"busy\"");
      assertThat(busy.header("retry-after")).isEqualTo("1");
    }
  }

  private static Answered explained(OpenDoors doors, String token) {
    try {
      return doors.bare("GET", "/v1/verdicts/v1", "", "authorization", "Bearer " + token);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package dev.warder.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.live.IncidentChange;
import dev.warder.server.webhook.Hook.Reach;
import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Messages on real sockets: to whom they go, what is believed of answers, and when it is enough.
@Timeout(120)
class PinnedPostTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @TempDir private Path folder;
  private Path secret = Path.of("");

  @BeforeEach
  void write() throws IOException {
    secret = folder.resolve("secret");
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, SECRET);
  }

  private Hook hook(String url, Reach reach, Optional<Path> authorities) {
    return new Hook(
        "soc",
        URI.create(url),
        secret,
        EnumSet.allOf(IncidentChange.Kind.class),
        authorities,
        reach);
  }

  private Hook near(Receiver receiver) {
    return hook("http://soc.test:" + receiver.port() + "/in?x=1", Reach.PRIVATE, Optional.empty());
  }

  private static Message message() {
    return new Message("i-1-1", "{\"type\":\"incident.told\"}".getBytes(StandardCharsets.US_ASCII));
  }

  private static Outcome send(Hook hook, Resolver resolver, Duration most) {
    try (PinnedPost post = new PinnedPost(resolver, most, () -> NOW)) {
      return post.send(hook, message());
    }
  }

  private static Outcome send(Hook hook) {
    return send(hook, host -> List.of(LOOPBACK), LONG);
  }

  @Test
  void messageArrivesSignedWithTheSecretThatWasGiven() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.TAKEN)) {
      assertThat(send(near(receiver))).isEqualTo(new Outcome.Delivered(204));

      Receiver.Heard heard = receiver.heard().getFirst();
      assertThat(heard.line()).isEqualTo("POST /in?x=1 HTTP/1.1");
      assertThat(heard.body()).isEqualTo("{\"type\":\"incident.told\"}");
      assertThat(heard.headers())
          .containsEntry("host", "soc.test:" + receiver.port())
          .containsEntry("content-type", "application/json")
          .containsEntry("webhook-id", "i-1-1")
          .containsEntry("webhook-timestamp", Long.toString(NOW.getEpochSecond()))
          .containsEntry(
              "webhook-signature",
              Signature.of(SigningSecrets.read(secret), message(), NOW.getEpochSecond()));
    }
  }

  @Test
  void secretIsReadAnewForEachMessage() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.TAKEN)) {
      send(near(receiver));
      Files.writeString(secret, "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n" + SECRET);
      send(near(receiver));

      assertThat(receiver.heard().get(1).headers().get("webhook-signature"))
          .endsWith(" " + receiver.heard().get(0).headers().get("webhook-signature"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK                             | Delivered[status=200]
          HTTP/1.1 202                                | Delivered[status=202]
          HTTP/1.1 500 No                             | Refused[status=500, after=null]
          HTTP/1.1 404 No                             | Refused[status=404, after=null]
          HTTP/1.1 410 Gone                           | Gone[]
          HTTP/1.1 429 x;Retry-After: 90              | Refused[status=429, after=PT1M30S]
          HTTP/1.1 503 x;retry-after:  7              | Refused[status=503, after=PT7S]
          HTTP/1.1 503 x;Retry-After: 99999999        | Refused[status=503, after=PT24H]
          HTTP/1.1 503 x;Retry-After: -5              | Refused[status=503, after=null]
          HTTP/1.1 503 x;Retry-After: soon            | Refused[status=503, after=null]
          HTTP/1.1 503 x;Retry-After: Sun, 22 Nov 2026 12:05:00 GMT | Refused[status=503, after=PT5M]
          HTTP/1.1 503 x;Retry-After: Sun, 22 Nov 2026 11:05:00 GMT | Refused[status=503, after=null]
          HTTP/1.1 100 Continue;;HTTP/1.1 201 Created | Delivered[status=201]
          SSH-2.0-OpenSSH                             | Failed[why=what answers does not speak HTTP/1.1]
          HTTP/1.1 2000 OK                            | Failed[why=what answers does not speak HTTP/1.1]
          """)
  void answerCountsByItsStatus(String answer, String outcome) throws Exception {
    try (Receiver receiver = Receiver.answering(answer.replace(";", "\r\n") + "\r\n\r\n")) {
      assertThat(send(near(receiver))).hasToString(outcome);
    }
  }

  @Test
  void redirectIsNotFollowed() throws Exception {
    try (Receiver other = Receiver.answering(Receiver.TAKEN);
        Receiver receiver =
            Receiver.answering(
                "HTTP/1.1 307 x\r\nLocation: http://127.0.0.1:" + other.port() + "/\r\n\r\n")) {
      assertThat(send(near(receiver))).isEqualTo(new Outcome.Refused(307, null));
      assertThat(other.heard()).isEmpty();
    }
  }

  @Test
  void nameIsLookedUpOnceAndWhatWasLookedAtIsWhatIsConnectedTo() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.TAKEN)) {
      List<String> asked = new ArrayList<>();
      Resolver rebinding =
          host -> {
            asked.add(host);
            // The second answer would be another machine's.
            return List.of(asked.size() == 1 ? LOOPBACK : InetAddress.ofLiteral("192.0.2.1"));
          };

      assertThat(send(near(receiver), rebinding, LONG)).isEqualTo(new Outcome.Delivered(204));
      assertThat(asked).containsExactly("soc.test");
    }
  }

  @Test
  void publicNameThatLeadsInsideIsRefusedWithoutAConnection() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.TAKEN)) {
      Hook hook = hook("http://soc.test:" + receiver.port() + "/", Reach.PUBLIC, Optional.empty());

      assertThat(send(hook).words()).contains("soc.test is at 127.0.0.1, which is private");
      assertThat(
              send(hook, host -> List.of(InetAddress.ofLiteral("8.8.8.8"), LOOPBACK), LONG).words())
          .as("one of several is enough")
          .contains("127.0.0.1, which is private");
      assertThat(receiver.heard()).isEmpty();
    }
  }

  @Test
  void receiverThatTricklesIsWaitedForNoLongerThanWasSet() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Receiver receiver =
        Receiver.answering((heard, socket) -> {
          while (!over.await(20, TimeUnit.MILLISECONDS)) {
            socket.getOutputStream().write('H');
            socket.getOutputStream().flush();
          }
        })) {
      assertThat(send(near(receiver), host -> List.of(LOOPBACK), Duration.ofMillis(400)))
          .isEqualTo(new Outcome.Failed("soc.test did not answer in time"));
    } finally {
      over.countDown();
    }
  }

  @Test
  void answerWithoutEndIsReadUpToItsBound() throws Exception {
    try (Receiver receiver =
        Receiver.answering((heard, socket) -> {
          byte[] line = "X-Filler: 0123456789\r\n".getBytes(StandardCharsets.US_ASCII);
          socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
          // Ends when the other side has had enough.
          while (!socket.isClosed()) {
            socket.getOutputStream().write(line);
          }
        })) {
      assertThat(send(near(receiver)))
          .isEqualTo(new Outcome.Failed("what soc.test answers is too long"));
    }
  }

  @Test
  void bodyOfAnAnswerIsNotWaitedFor() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Receiver receiver =
        Receiver.answering((heard, socket) -> {
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().flush();
          over.await();
        })) {
      assertThat(send(near(receiver))).isEqualTo(new Outcome.Delivered(200));
    } finally {
      over.countDown();
    }
  }

  @Test
  void whoStopsWaitsForNobody() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Receiver receiver = Receiver.answering((heard, socket) -> over.await())) {
      PinnedPost post = new PinnedPost(host -> List.of(LOOPBACK), LONG, () -> NOW);
      FutureTask<Outcome> sending = new FutureTask<>(() -> post.send(near(receiver), message()));
      Thread.ofVirtual().start(sending);
      receiver.await(1);
      post.close();

      assertThat(sending.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Stopped());
    } finally {
      over.countDown();
    }
  }

  @Test
  void certificateHasToBeForTheNameAndFromSomebodyTrusted() throws Exception {
    Path certificate = folder.resolve("certificate.pem");
    Certificates.Contexts made =
        Certificates.make(folder, "soc", "dns:soc.test", certificate, folder.resolve("key.pem"));
    try (Receiver receiver =
        Receiver.on(
            made.serving().getServerSocketFactory(),
            (heard, socket) ->
                socket
                    .getOutputStream()
                    .write(Receiver.TAKEN.getBytes(StandardCharsets.US_ASCII)))) {
      String port = ":" + receiver.port() + "/";
      Optional<Path> trusted = Optional.of(certificate);

      assertThat(send(hook("https://soc.test" + port, Reach.PRIVATE, trusted)))
          .isEqualTo(new Outcome.Delivered(204));
      assertThat(send(hook("https://else.test" + port, Reach.PRIVATE, trusted)).words())
          .contains("is for another host");
      assertThat(send(hook("https://127.0.0.1" + port, Reach.PRIVATE, trusted)).words())
          .contains("is for another host");
      assertThat(send(hook("https://soc.test" + port, Reach.PRIVATE, Optional.empty())).words())
          .contains("signed by nobody whom this machine believes");
      assertThat(receiver.heard()).hasSize(1);
    }
  }

  @Test
  void nobodyAtAnAddressIsAnOutcomeAndTheNextAddressIsTried() throws Exception {
    int free;
    try (Receiver receiver = Receiver.answering(Receiver.TAKEN)) {
      free = receiver.port();
      assertThat(
              send(
                  near(receiver),
                  host -> List.of(InetAddress.ofLiteral("127.0.0.2"), LOOPBACK),
                  LONG))
          .isEqualTo(new Outcome.Delivered(204));
    }
    Hook hook = hook("http://soc.test:" + free + "/", Reach.PRIVATE, Optional.empty());
    assertThat(send(hook).words()).contains("nobody answers at soc.test");
  }

  @Test
  void allAddressesTogetherAreWaitedForNoLongerThanWasSet() throws Exception {
    InetAddress silent = InetAddress.ofLiteral("127.0.0.2");
    try (Receiver receiver = Receiver.answering(Receiver.TAKEN);
        FullListener _ = FullListener.at(silent, receiver.port())) {
      // The second would take it, but the time is over by then.
      assertThat(send(near(receiver), host -> List.of(silent, LOOPBACK), Duration.ofMillis(500)))
          .isEqualTo(new Outcome.Failed("soc.test did not answer in time"));
      assertThat(receiver.heard()).isEmpty();
    }
  }

  @Test
  void nameThatIsNotFoundOutIsWaitedForNoLongerThanWasSetNorByWhoStops() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(2);
    Resolver stuck =
        host -> {
          asked.countDown();
          boolean isOver = false;
          while (!isOver) {
            try {
              over.await();
              isOver = true;
            } catch (InterruptedException e) {
              // As the system's: it heeds nobody.
              isOver = false;
            }
          }
          return List.of(LOOPBACK);
        };
    Hook hook = hook("http://soc.test:1/", Reach.PRIVATE, Optional.empty());
    try {
      assertThat(send(hook, stuck, Duration.ofMillis(300)))
          .isEqualTo(new Outcome.Failed("the name soc.test was not found out in time"));

      PinnedPost post = new PinnedPost(stuck, LONG, () -> NOW);
      FutureTask<Outcome> sending = new FutureTask<>(() -> post.send(hook, message()));
      Thread.ofVirtual().start(sending);
      asked.await();
      post.close();
      assertThat(sending.get(30, TimeUnit.SECONDS)).isEqualTo(new Outcome.Stopped());
    } finally {
      over.countDown();
    }
  }
}

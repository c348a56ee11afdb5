package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.proxy.GateSettings.Bounds;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Each bound of the gate that no call of [ForwardIT] meets.
class BoundsIT {
  private static final String KEY = "Host: a\r\nAuthorization: Bearer good\r\n";
  private static final String GET = "GET /a HTTP/1.1\r\n" + KEY + "\r\n";
  private static final Duration LONG = Duration.ofMinutes(10);

  private static TestGate within(TestUpstream upstream, Bounds bounds) throws Exception {
    return TestGate.before(upstream, s -> TestGate.with(s, bounds));
  }

  @Test
  void headsAndTargetsHaveTheLengthThatIsSet() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = within(upstream, new Bounds(1_024, 256, 10, 10))) {
      try (RawClient client = gate.client()) {
        client.send("GET /" + "a".repeat(400) + " HTTP/1.1\r\n" + KEY + "\r\n");
        assertThat(client.answer().status()).isEqualTo(414);
      }
      try (RawClient client = gate.client()) {
        client.send("GET /a HTTP/1.1\r\n" + KEY + "x: " + "a".repeat(1_100) + "\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(431);
      }
      try (RawClient client = gate.client()) {
        assertThat(client.send(GET).answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void gateThatIsClosedTwiceIsClosedOnce() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok()) {
      TestGate gate = within(upstream, new Bounds(1_024, 256, 10, 10));
      try (gate;
          RawClient client = gate.client()) {
        assertThat(client.send(GET).answer().status()).isEqualTo(200);
      }

      assertThatThrownBy(gate::client).isInstanceOf(ConnectException.class);
      assertThatCode(gate::close).doesNotThrowAnyException();
    }
  }

  @Test
  void connectionsBeyondThoseThatMayBeOpenAreClosedAtOnce() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = within(upstream, new Bounds(1_024, 256, 1, 10));
        RawClient first = gate.client()) {
      assertThat(first.send(GET).answer().status()).isEqualTo(200);
      try (RawClient second = gate.client()) {
        assertThat(second.isEnded()).isTrue();
      }
      assertThat(first.send(GET).answer().status()).isEqualTo(200);
    }
  }

  @Test
  void callsBeyondTheConnectionsToTheUpstreamAreRefused() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (TestUpstream silent =
            TestUpstream.serving((socket, number) -> {
              RawHead.read(socket.getInputStream());
              begun.countDown();
              var _ = socket.getInputStream().readAllBytes();
            });
        TestGate gate =
            TestGate.before(
                silent,
                s ->
                    TestGate.with(
                        TestGate.with(
                            s, new GateSettings.Times(LONG, LONG, LONG, LONG, LONG, LONG)),
                        new Bounds(1_024, 256, 10, 2)))) {
      List<RawClient> clients = new ArrayList<>();
      int refused = 0;
      for (int i = 0; i < 6; i++) {
        RawClient client = gate.client().send(GET);
        clients.add(client);
      }
      assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
      for (RawClient client : clients) {
        if (refused < 4 && client.hasMore(2_000)) {
          RawClient.Answer answer = client.answer();
          assertThat(answer.status()).isEqualTo(503);
          assertThat(answer.text()).contains("overloaded");
          refused++;
        }
      }
      assertThat(refused).isGreaterThanOrEqualTo(4);
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void connectingHasTheTimeThatIsSet() throws Exception {
    // Nobody accepts: the queue is full, and who comes then is kept waiting.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket one = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket two = new Socket(full.getInetAddress(), full.getLocalPort());
        TestUpstream unused = TestUpstream.ok();
        TestGate gate =
            TestGate.before(
                unused,
                s ->
                    new GateSettings(
                        s.listen(),
                        new GateSettings.Endpoint("127.0.0.1", full.getLocalPort()),
                        s.bounds(),
                        new GateSettings.Times(
                            LONG, LONG, Duration.ofMillis(300), LONG, LONG, LONG),
                        s.credentials(),
                        s.tls(),
                        s.trustedHops(),
                        s.whenUnjudged(),
                        s.http2(),
                        s.upstreamHttp2()));
        RawClient client = gate.client()) {
      assertThat(one.isConnected() && two.isConnected()).isTrue();
      RawClient.Answer answer = client.send(GET).answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.text()).contains("upstream_unreachable");
    }
  }

  @Test
  void aConnectionToTheUpstreamIsKeptForTheTimeThatIsSet() throws Exception {
    Semaphore ended = new Semaphore(0);
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              RawHead.read(socket.getInputStream());
              socket
                  .getOutputStream()
                  .write(TestUpstream.bytes("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
              if (socket.getInputStream().read() < 0) {
                ended.release();
              }
            });
        TestGate gate =
            TestGate.before(
                upstream,
                s ->
                    TestGate.with(
                        s,
                        new GateSettings.Times(
                            LONG, LONG, LONG, LONG, LONG, Duration.ofMillis(300))));
        RawClient client = gate.client()) {
      assertThat(client.send(GET).answer().status()).isEqualTo(200);
      assertThat(ended.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(client.send(GET).answer().status()).as("on a new one").isEqualTo(200);
    }
  }
}

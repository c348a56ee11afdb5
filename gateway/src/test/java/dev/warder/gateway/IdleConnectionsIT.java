package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.tls.CertificateFiles;
import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Connections on which nothing happens hold next to nothing: many of them stand, answer when they
/// are used again, and leave nothing behind. `benchmarks/idle.sh` weighs 10,000.
@Timeout(180)
class IdleConnectionsIT {
  private static final int PLAIN = 2_000;
  private static final int SECURE = 300;
  private static final int ADDRESSES = 8;
  private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\nX-Api-Key: good\r\n\r\n";
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final GateSettings.Times TIMES =
      new GateSettings.Times(LONG, LONG, LONG, LONG, LONG, LONG);

  /// The least that a buffer for the next octets would take. An idle connection has none.
  private static final long A_BUFFER = 1_024;

  /// What the allocator keeps at hand however few there are.
  private static final long AT_HAND = 12L << 20;

  @TempDir private Path folder;

  @Test
  void idleConnectionsHoldNoBuffersAndLeaveNone() throws Exception {
    assumeFiles(2 * PLAIN);
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream, s -> TestGate.with(s, TIMES))) {
      long before = one(socket(gate, 0));
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < PLAIN; i++) {
        sockets.add(socket(gate, i));
      }
      for (Socket socket : sockets) {
        call(socket);
      }
      assertThat(BufferMemory.usedBytes() - before).isLessThan(PLAIN * A_BUFFER);
      stand(gate, sockets, before);
      assertThat(upstream.connections()).as("one connection served all").isLessThan(5);
    }
  }

  @Test
  void idleConnectionsOfTlsHoldNoBuffersAndLeaveNone() throws Exception {
    assumeFiles(2 * SECURE);
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    SSLContext trusted = Certificates.make(folder, "idle", certificate, key).trusting();
    GateSettings.Tls tls =
        new GateSettings.Tls(
            Optional.of(new CertificateFiles(certificate, key)), false, Optional.empty());
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.before(
                upstream, s -> TestGate.with(TestGate.with(s, TIMES), s.upstream(), tls))) {
      long before = one(secure(gate, trusted, 0));
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < SECURE; i++) {
        Socket socket = secure(gate, trusted, i);
        sockets.add(socket);
        call(socket);
      }
      assertThat(BufferMemory.usedBytes() - before).isLessThan(AT_HAND);
      stand(gate, sockets, before);
    }
  }

  /// All stand; some are used again; none of them is left.
  private static void stand(TestGate gate, List<Socket> sockets, long before) throws Exception {
    assertThat(gate.gateway().counters().clients()).isEqualTo(sockets.size());
    for (int i = 0; i < sockets.size(); i += sockets.size() / 20) {
      call(sockets.get(i));
    }
    for (Socket socket : sockets) {
      socket.close();
    }
    until(() -> gate.gateway().counters().clients() == 0);
    assertThat(BufferMemory.usedBytes() - before).isLessThan(AT_HAND);
  }

  /// What buffers take when there was one connection.
  private static long one(Socket first) throws IOException {
    try (first) {
      call(first);
    }
    return BufferMemory.usedBytes();
  }

  private static Socket secure(TestGate gate, SSLContext trusted, int number) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            trusted
                .getSocketFactory()
                .createSocket(socket(gate, number), "127.0.0.1", gate.port(), true);
    socket.startHandshake();
    return socket;
  }

  private static Socket socket(TestGate gate, int number) throws IOException {
    Socket socket = new Socket();
    byte[] own = {127, 0, 0, (byte) (2 + number % ADDRESSES)};
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(own), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gate.port()), 30_000);
    socket.setSoTimeout(30_000);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void call(Socket socket) throws IOException {
    socket.getOutputStream().write(TestUpstream.bytes(GET));
    assertThat(RawHead.read(socket.getInputStream())).contains(" 200 ");
    assertThat(socket.getInputStream().readNBytes(2)).isEqualTo(TestUpstream.bytes("ok"));
  }

  private static void until(BooleanSupplier so) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (!so.getAsBoolean()) {
      boolean _ = never.await(10, TimeUnit.MILLISECONDS);
    }
  }

  private static void assumeFiles(int wanted) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
      long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
      assumeTrue(
          free > wanted + 200,
          "a process may open too few files here: " + free + " more; raise it with ulimit -n");
    }
  }
}

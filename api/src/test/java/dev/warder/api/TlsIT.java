package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.api.authorize.ProxySettings;
import dev.warder.api.http.DoorException;
import dev.warder.api.http.DoorSettings;
import dev.warder.api.http.DoorSettings.Bounds;
import dev.warder.api.http.PeerList;
import dev.warder.api.incidents.Incidents;
import dev.warder.model.Source;
import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
  private static final Duration ARRIVAL = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofMinutes(10);

  /// How long nothing is read before another octet is sent; not what is measured.
  private static final int PACE_MILLIS = 20;

  /// More than the time-out takes.
  private static final int MOST_OCTETS = 1_000;

  /// How HTTP/2 begins, with settings of 16380 octets to come.
  private static final String SETTINGS_BEGIN =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0?\u00fc\4\0\0\0\0\0";

  @TempDir private Path folder;

  @Test
  void http2IsAgreedOnAndANewCertificateIsTakenUpWhileABrokenOneChangesNothing() throws Exception {
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    SSLContext first = Certificates.make(folder, "first", certificate, key).trusting();
    try (Doors doors = open(certificate, key)) {
      assertThat(ask(doors, first)).isEqualTo("HTTP_2 200");
      SSLContext second = Certificates.make(folder, "second", certificate, key).trusting();
      assertThat(ask(doors, first)).as("until it is told").isEqualTo("HTTP_2 200");
      doors.reload();
      assertThat(ask(doors, second)).isEqualTo("HTTP_2 200");
      assertThatThrownBy(() -> ask(doors, first)).isInstanceOf(SSLHandshakeException.class);
      Files.writeString(key, "no key");
      assertThatThrownBy(doors::reload).isInstanceOf(DoorException.class);
      assertThat(ask(doors, second)).as("the old one goes on").isEqualTo("HTTP_2 200");
    }
  }

  @Test
  void howHttp2BeginsHasItsTimeBehindTlsTooHoweverItTrickles() throws Exception {
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    SSLContext trust = Certificates.make(folder, "first", certificate, key).trusting();
    Bounds bounds = new Bounds(4_096, 4_096, 100, 8, ARRIVAL, LONG, LONG);
    try (Doors doors = open(certificate, key, bounds);
        SSLSocket socket =
            (SSLSocket)
                trust
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), doors.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      send(socket, SETTINGS_BEGIN);

      assertThat(isEndedWhileTrickling(socket)).isTrue();
    }
  }

  private static void send(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static boolean isEndedWhileTrickling(SSLSocket socket) throws IOException {
    socket.setSoTimeout(PACE_MILLIS);
    for (int i = 0; i < MOST_OCTETS; i++) {
      try {
        send(socket, "x");
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      } catch (SocketTimeoutException e) {
        // Nothing was said: on with it.
      } catch (SocketException | SSLException e) {
        return true;
      }
    }
    return false;
  }

  private static Doors open(Path certificate, Path key) throws DoorException {
    return open(certificate, key, OpenDoors.BOUNDS);
  }

  private static Doors open(Path certificate, Path key, Bounds bounds) throws DoorException {
    return Doors.open(
        new FakeKeys(),
        Incidents.NONE,
        new Doors.Settings(
            new DoorSettings(
                "127.0.0.1", 0, Optional.of(new DoorSettings.Tls(certificate, key)), bounds),
            new ProxySettings(List.of("authorization"), "x-real-ip"),
            PeerList.of(List.of()),
            PeerList.of(List.of()),
            Doors.Settings.Wire.NIO,
            2,
            Duration.ofSeconds(1)),
        address -> Source.UNKNOWN,
        InstantSource.system());
  }

  private static String ask(Doors doors, SSLContext trust)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trust).build()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + doors.port() + "/healthz"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return response.version() + " " + response.statusCode();
    }
  }
}

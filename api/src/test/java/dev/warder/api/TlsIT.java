package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.api.authorize.ProxySettings;
import dev.warder.api.http.DoorException;
import dev.warder.api.http.DoorSettings;
import dev.warder.api.http.PeerList;
import dev.warder.api.incidents.Incidents;
import dev.warder.model.Source;
import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
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

  private static Doors open(Path certificate, Path key) throws DoorException {
    return Doors.open(
        new FakeKeys(),
        Incidents.NONE,
        new Doors.Settings(
            new DoorSettings(
                "127.0.0.1",
                0,
                Optional.of(new DoorSettings.Tls(certificate, key)),
                OpenDoors.BOUNDS),
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

package dev.warder.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.warder.server.config.Configuration;
import dev.warder.server.run.Check;
import dev.warder.server.run.Check.State;
import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Doctor finds the ways around a gate, and what is about to break.
@Timeout(60)
class ServiceChecksTest {
  /// Stands for an address that others reach: no loopback address of the checks' own.
  private static final InetAddress OUTSIDE = InetAddress.ofLiteral("127.0.0.2");

  private final List<HttpServer> open = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    open.forEach(api -> api.stop(0));
  }

  /// An API that lets whoever says he is the gate in with one status, and others with another.
  private int api(String address, int plain, int withIdentity) throws IOException {
    HttpServer api = HttpServer.create(new InetSocketAddress(address, 0), 16);
    open.add(api);
    api.createContext(
        "/",
        exchange -> {
          boolean isGate = exchange.getRequestHeaders().containsKey("X-Warder-Key");
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(isGate ? withIdentity : plain, -1);
          exchange.close();
        });
    api.start();
    return api.getAddress().getPort();
  }

  private List<Check> checks(String yaml, Instant now) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("warder.yaml"), yaml + "\ndata: " + folder.resolve("data") + "\n");
    Configuration configuration = Configuration.read(Optional.of(file), Map.of(), Map.of());
    return new ServiceChecks(configuration, () -> List.of(OUTSIDE), () -> now).all();
  }

  private Check check(String yaml, String name) throws Exception {
    return checks(yaml, Instant.now()).stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String upstream(int port) {
    return "gateway: {upstream: 'http://127.0.0.1:" + port + "'}";
  }

  @Test
  void apiThatAnswersOnAllAddressesCanBeReachedAroundTheGate() throws Exception {
    int port = api("0.0.0.0", 200, 200);

    Check bypass = check(upstream(port), "bypass");
    assertThat(bypass.state()).isEqualTo(State.WARN);
    assertThat(bypass.found())
        .contains("127.0.0.2:" + port, "0.0.0.0:" + port, "goes around the gate");
    Check identity = check(upstream(port), "identity");
    assertThat(identity.state()).isEqualTo(State.WARN);
    assertThat(identity.found()).contains("takes calls that did not come through the gate");
    assertThat(asked).isNotEmpty().containsOnly("GET /");
  }

  @Test
  void apiOnLoopbackAloneIsThisMachinesMatter() throws Exception {
    int port = api("127.0.0.1", 200, 200);

    assertThat(check(upstream(port), "bypass").state()).isEqualTo(State.OK);
    assertThat(check(upstream(port), "identity").state()).isEqualTo(State.OK);
  }

  @Test
  void apiThatBelievesWhoeverSaysHeIsTheGateIsTold() throws Exception {
    int port = api("0.0.0.0", 401, 200);

    Check identity = check(upstream(port), "identity");
    assertThat(identity.state()).isEqualTo(State.WARN);
    assertThat(identity.found()).contains("believes whoever says that he is the gate");
  }

  @Test
  void apiThatRefusesBothLetsNobodyIn() throws Exception {
    assertThat(check(upstream(api("0.0.0.0", 401, 403)), "identity").state()).isEqualTo(State.OK);
  }

  @Test
  void apiThatIsNotThereIsAFailure() throws Exception {
    int port = api("127.0.0.1", 200, 200);
    open.removeFirst().stop(0);

    assertThat(check(upstream(port), "upstream").state()).isEqualTo(State.FAIL);
  }

  @Test
  void clocksThatAreApartAreTold() throws Exception {
    String yaml = upstream(api("127.0.0.1", 200, 200));

    assertThat(check(yaml, "clock skew").state()).isEqualTo(State.OK);
    assertThat(checks(yaml, Instant.now().plus(Duration.ofHours(1))))
        .filteredOn(check -> check.name().equals("clock skew"))
        .extracting(Check::state)
        .containsExactly(State.WARN);
  }

  @Test
  void whatIsSetWiderThanNeedBeIsTold() throws Exception {
    String wide =
        """
        plain_http: anywhere
        listen: 0.0.0.0:8470
        gateway: {upstream: 'http://127.0.0.1:%d', listen: '0.0.0.0:8480', secret: pass, \
        trusted_hops: 2, unjudged: pass}\
        """
            .formatted(api("127.0.0.1", 200, 200));
    for (String name : List.of("encryption", "keys", "proxies", "no verdict")) {
      assertThat(check(wide, name).state()).as(name).isEqualTo(State.WARN);
      assertThat(check(upstream(api("127.0.0.1", 200, 200)), name).state())
          .as(name)
          .isEqualTo(State.OK);
    }
  }

  @Test
  void filesThatOthersMayReadAreAFailure() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path peppers = Files.writeString(data.resolve("peppers"), "pepper");
    Files.setPosixFilePermissions(peppers, PosixFilePermissions.fromString("rw-------"));
    assertThat(check("log: {level: info}", "data").state()).isEqualTo(State.OK);
    assertThat(check("log: {level: info}", "peppers").state()).isEqualTo(State.OK);

    Files.setPosixFilePermissions(peppers, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(check("log: {level: info}", "data").state()).isEqualTo(State.FAIL);
    assertThat(check("log: {level: info}", "peppers").state()).isEqualTo(State.FAIL);
    assertThat(check("log: {level: info}", "disk").found()).contains("free");
  }

  @Test
  void clockBehindWhatWasWrittenIsTold() throws Exception {
    Path journal = Files.createDirectories(folder.resolve("data").resolve("journal"));
    Files.writeString(journal.resolve("1"), "entries");

    assertThat(checks("log: {level: info}", Instant.now().minus(Duration.ofHours(1))))
        .filteredOn(check -> check.name().equals("clock"))
        .extracting(Check::state)
        .containsExactly(State.WARN);
    assertThat(check("log: {level: info}", "clock").state()).isEqualTo(State.OK);
  }

  @Test
  void certificateThatEndsSoonIsToldBeforeItDoes() throws Exception {
    Path certificate = folder.resolve("c.pem");
    Certificates.make(folder, "gate", certificate, folder.resolve("k.pem"));
    Instant now = Instant.now();

    assertThat(CertificateCheck.of(certificate, now).state()).isEqualTo(State.OK);
    // The tool makes them for 90 days.
    assertThat(CertificateCheck.of(certificate, now.plus(Duration.ofDays(80))).state())
        .isEqualTo(State.WARN);
    assertThat(CertificateCheck.of(certificate, now.plus(Duration.ofDays(91))).state())
        .isEqualTo(State.FAIL);
    assertThat(CertificateCheck.of(folder.resolve("none"), now).state()).isEqualTo(State.FAIL);
  }
}

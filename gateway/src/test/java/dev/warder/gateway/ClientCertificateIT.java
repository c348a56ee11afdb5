package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.credential.Credentials.Several;
import dev.warder.gateway.credential.Extractor;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.proxy.GateSettings.Tls.Shown;
import dev.warder.gateway.tls.CertificateFiles;
import dev.warder.gateway.tls.ClientFiles;
import dev.warder.gateway.tls.ClientFiles.Demand;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.CallerCertificate;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.testkit.tls.Authority;
import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Callers who show certificates, over real TLS.
@Timeout(180)
@SuppressWarnings("StringConcatToTextBlock") // what matters are the line ends
class ClientCertificateIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final GateSettings.Times TIMES =
      new GateSettings.Times(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE);
  private static final String DNAME = "CN=job-7, O=Example";

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

  @TempDir private Path folder;
  private Path certificate;
  private Path key;
  private Path trusted;
  private SSLContext bare;
  private Authority authority;

  @BeforeEach
  void make() throws Exception {
    certificate = folder.resolve("certificate.pem");
    key = folder.resolve("key.pem");
    bare = Certificates.make(folder, "gate", certificate, key).trusting();
    authority = Authority.make(folder, "authority");
    trusted = Files.copy(authority.certificate(), folder.resolve("trusted.pem"));
  }

  private UnaryOperator<GateSettings> asking(
      Optional<Path> revoked, Demand demand, Several several, Shown shown) {
    return old -> {
      GateSettings timed = TestGate.with(old, TIMES);
      GateSettings placed =
          TestGate.with(
              timed,
              new Credentials.Rules(
                  List.of(Extractor.of("certificate"), Extractor.of("header:x-api-key")),
                  several,
                  Credentials.Secrets.STRIP));
      return TestGate.with(
          placed,
          old.upstream(),
          new GateSettings.Tls(
              Optional.of(new CertificateFiles(certificate, key)),
              false,
              Optional.empty(),
              Optional.of(new ClientFiles(trusted, revoked, demand)),
              shown));
    };
  }

  private UnaryOperator<GateSettings> asking(Demand demand) {
    return asking(Optional.empty(), demand, Several.REFUSE, Shown.NOTHING);
  }

  private Ruling verify(Asked call) {
    CallerCertificate shown = call.certificate();
    asked.add(
        call.form()
            + " "
            + (call.form() == Asked.Form.CERTIFICATE && shown != null
                ? shown.certificate().getSubjectX500Principal().getName()
                : call.expose()));
    return Ruling.passed("v1", "allowed", "k", "t", "p");
  }

  private TestGate gate(TestUpstream upstream, UnaryOperator<GateSettings> change)
      throws Exception {
    return TestGate.judging(upstream, change, this::verify, now::get);
  }

  private static int call(TestGate gate, SSLContext by, Version version, String... headers)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().sslContext(by).version(version).build()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + gate.port() + "/a"));
      if (headers.length > 0) {
        request.headers(headers);
      }
      HttpResponse<Void> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.discarding());
      assertThat(answer.version()).isEqualTo(version);
      return answer.statusCode();
    }
  }

  @Test
  void aCertificateThatHoldsIsTheCallersCredentialInBothVersionsOfHttp() throws Exception {
    SSLContext job = authority.issue(DNAME, certificate).showing();
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = gate(upstream, asking(Demand.OPTIONAL))) {
      for (Version version : Version.values()) {
        if (version != Version.HTTP_1_1 && version != Version.HTTP_2) {
          continue;
        }
        assertThat(call(gate, job, version, "client-cert", ":Zm9yZ2Vk:", "client_cert_chain", "x"))
            .isEqualTo(200);
        assertThat(asked.poll()).isEqualTo("CERTIFICATE CN=job-7,O=Example");
        assertThat(upstream.next().head().toLowerCase(java.util.Locale.ROOT))
            .as("nobody sees it, and nobody is told of another")
            .doesNotContain("client-cert", "client_cert", "zm9yz2vk");
      }
      assertThat(call(gate, bare, Version.HTTP_2, "x-api-key", "k")).isEqualTo(200);
      assertThat(asked.poll()).as("without one a key is").isEqualTo("KEY k");
      assertThat(call(gate, job, Version.HTTP_2, "x-api-key", "k")).isEqualTo(200);
      assertThat(asked.poll()).as("both are none").isEqualTo("KEY ");
    }
  }

  @Test
  void theFirstOfBothCountsAndTheApiSeesTheCertificateWhereThatWasChosen() throws Exception {
    Authority.Vouched job = authority.issue(DNAME, certificate);
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            gate(
                upstream,
                asking(Optional.empty(), Demand.OPTIONAL, Several.FIRST, Shown.CERTIFICATE))) {
      assertThat(
              call(
                  gate,
                  job.showing(),
                  Version.HTTP_2,
                  "x-api-key",
                  "k",
                  "client-cert",
                  ":Zm9yZ2Vk:"))
          .isEqualTo(200);
      assertThat(asked.poll()).startsWith("CERTIFICATE");
      String wanted =
          "client-cert: :"
              + Base64.getEncoder().encodeToString(job.certificate().getEncoded())
              + ":";
      assertThat(
              upstream
                  .next()
                  .head()
                  .lines()
                  .filter(line -> line.regionMatches(true, 0, "client-cert", 0, 11)))
          .containsExactly(wanted);
      assertThat(call(gate, bare, Version.HTTP_1_1, "x-api-key", "k", "client-cert", ":Zm8=:"))
          .isEqualTo(200);
      assertThat(upstream.next().head()).doesNotContain(":Zm8=:");
    }
  }

  @Test
  void whoShowsOneThatDoesNotHoldIsNotSpokenTo() throws Exception {
    Authority stranger = Authority.make(folder, "stranger");
    Authority.Vouched good = authority.issue(DNAME, certificate);
    Authority.Vouched gone = authority.issue("CN=gone", certificate);
    Path revoked =
        Files.write(folder.resolve("revoked.pem"), authority.revoking(gone.certificate()));
    List<SSLContext> bad = new ArrayList<>();
    bad.add(stranger.issue(DNAME, certificate).showing());
    bad.add(authority.issue(DNAME, certificate, "-startdate", "-3d", "-validity", "1").showing());
    bad.add(authority.issue(DNAME, certificate, "-ext", "eku=serverAuth").showing());
    bad.add(gone.showing());
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            gate(
                upstream,
                asking(Optional.of(revoked), Demand.OPTIONAL, Several.REFUSE, Shown.NOTHING))) {
      for (Version version : List.of(Version.HTTP_1_1, Version.HTTP_2)) {
        assertThat(call(gate, good.showing(), version)).isEqualTo(200);
        for (SSLContext one : bad) {
          assertThatThrownBy(() -> call(gate, one, version))
              .as("number %d", bad.indexOf(one))
              .isInstanceOf(IOException.class);
        }
      }
      assertThat(asked).hasSize(2);
    }
  }

  @Test
  void whereOneIsRequiredNobodyComesWithout() throws Exception {
    SSLContext job = authority.issue(DNAME, certificate, "-ext", "eku=clientAuth").showing();
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = gate(upstream, asking(Demand.REQUIRED))) {
      assertThatThrownBy(() -> call(gate, bare, Version.HTTP_1_1, "x-api-key", "k"))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> call(gate, bare, Version.HTTP_2, "x-api-key", "k"))
          .isInstanceOf(IOException.class);
      assertThat(asked).isEmpty();
      assertThat(call(gate, job, Version.HTTP_2)).isEqualTo(200);
    }
  }

  /// Calls over one connection; gives the status.
  private static int again(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /a HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    String head = RawHead.read(in);
    String length = "content-length: ";
    int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(length) + length.length();
    in.readNBytes(Integer.parseInt(head.substring(at, head.indexOf('\r', at))));
    return Integer.parseInt(head.split(" ", 3)[1]);
  }

  private static SSLSocket connect(TestGate gate, SSLContext by) throws IOException {
    return (SSLSocket) by.getSocketFactory().createSocket("127.0.0.1", gate.port());
  }

  private static String pem(X509Certificate one) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(one.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  @Test
  void whoIsTrustedChangesWhileConnectionsStandAndEachCallCountsByWhoIsTrustedNow()
      throws Exception {
    Authority next = Authority.make(folder, "next");
    SSLContext old = authority.issue(DNAME, certificate).showing();
    SSLContext young = next.issue("CN=job-8", certificate).showing();
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = gate(upstream, asking(Demand.OPTIONAL));
        SSLSocket standing = connect(gate, old)) {
      assertThat(again(standing)).isEqualTo(200);
      assertThatThrownBy(() -> call(gate, young, Version.HTTP_2)).isInstanceOf(IOException.class);

      Files.writeString(
          trusted,
          Files.readString(authority.certificate()) + Files.readString(next.certificate()));
      gate.gateway().reload();
      assertThat(again(standing)).isEqualTo(200);
      assertThat(call(gate, young, Version.HTTP_2)).isEqualTo(200);

      for (String bad :
          List.of("nonsense", pem(authority.issue("CN=nobody", certificate).certificate()))) {
        Files.writeString(trusted, bad);
        assertThatThrownBy(() -> gate.gateway().reload()).isInstanceOf(GatewayException.class);
      }
      assertThat(again(standing)).as("what cannot be used changes nothing").isEqualTo(200);

      Files.writeString(trusted, Files.readString(next.certificate()));
      String own = Files.readString(certificate);
      Files.writeString(certificate, "nonsense");
      assertThatThrownBy(() -> gate.gateway().reload()).isInstanceOf(GatewayException.class);
      asked.clear();
      assertThat(again(standing)).as("though its own certificate is broken").isEqualTo(401);
      Files.writeString(certificate, own);
      gate.gateway().reload();
      assertThat(again(standing)).as("refused, and not dropped").isEqualTo(401);
      assertThat(again(standing)).isEqualTo(401);
      assertThat(asked)
          .as("what it may open nobody is asked, and who would let it pass is not heard")
          .containsOnly("ENDED_CERTIFICATE ");
      assertThat(call(gate, young, Version.HTTP_1_1)).isEqualTo(200);
    }
  }

  /// Sends an event to whoever asks for events, then waits until the other side ends.
  private static void events(Socket socket, Semaphore ended) throws IOException {
    try {
      RawHead.read(socket.getInputStream());
      socket
          .getOutputStream()
          .write(
              TestUpstream.bytes(
                  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
                      + "transfer-encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n"));
      var _ = socket.getInputStream().read();
    } finally {
      ended.release();
    }
  }

  /// A stream that is open, of which something came.
  private static InputStream open(SSLSocket socket, String more) throws IOException {
    String head = "GET /events HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    assertThat(RawHead.read(in)).contains(" 200 ");
    assertThat(in.readNBytes(3)).asString(StandardCharsets.US_ASCII).isEqualTo("9\r\n");
    return in;
  }

  /// Reads until it is cut; what is cut ends in neither a last chunk nor a close.
  private static void assertCut(InputStream in) {
    assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
  }

  @Test
  void whatIsOpenWithACertificateIsCutWhenItEnds() throws Exception {
    SSLContext brief = authority.issue(DNAME, certificate, "-validity", "1").showing();
    SSLContext lasting = authority.issue("CN=job-8", certificate, "-validity", "90").showing();
    Semaphore ended = new Semaphore(0);
    try (TestUpstream upstream = TestUpstream.serving((socket, number) -> events(socket, ended));
        TestGate gate = gate(upstream, asking(Demand.OPTIONAL));
        SSLSocket first = connect(gate, brief);
        SSLSocket second = connect(gate, lasting);
        SSLSocket third = connect(gate, bare)) {
      InputStream cut = open(first, "");
      open(second, "");
      open(third, "x-api-key: k\r\n");

      now.set(now.get().plus(Duration.ofDays(2)));

      assertCut(cut);
      assertThat(ended.tryAcquire(60, TimeUnit.SECONDS)).as("towards the API, too").isTrue();
      assertThat(gate.activity().outcome().error()).isEqualTo("cut");
      assertThat(gate.gateway().counters().cut()).isEqualTo(1);
      assertThat(ended.tryAcquire()).as("of others").isFalse();
    }
  }

  @Test
  void whatIsOpenWithACertificateIsCutBeforeAListThatNamesItIsTakenUp() throws Exception {
    Authority.Vouched gone = authority.issue(DNAME, certificate);
    SSLContext stays = authority.issue("CN=job-8", certificate).showing();
    Path revoked =
        Files.write(
            folder.resolve("revoked.pem"),
            authority.revoking(authority.issue("CN=x", certificate).certificate()));
    Semaphore ended = new Semaphore(0);
    try (TestUpstream upstream = TestUpstream.serving((socket, number) -> events(socket, ended));
        TestGate gate =
            gate(
                upstream,
                asking(Optional.of(revoked), Demand.OPTIONAL, Several.FIRST, Shown.NOTHING));
        SSLSocket first = connect(gate, gone.showing());
        SSLSocket second = connect(gate, gone.showing());
        SSLSocket third = connect(gate, stays)) {
      InputStream cut = open(first, "");
      InputStream too = open(second, "x-api-key: k\r\n");
      open(third, "");
      Files.write(revoked, authority.revoking(gone.certificate()));

      gate.gateway().reload();

      assertThat(gate.gateway().counters().cut()).isEqualTo(2);
      assertCut(cut);
      assertCut(too);
      assertThat(ended.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
      assertThat(ended.tryAcquire()).as("of others").isFalse();
    }
  }

  @Test
  void aCertificateThatEndsWhileItsConnectionStandsOpensNothingAnyMore() throws Exception {
    SSLContext job = authority.issue(DNAME, certificate, "-validity", "1").showing();
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = gate(upstream, asking(Demand.OPTIONAL));
        SSLSocket standing = connect(gate, job)) {
      assertThat(again(standing)).isEqualTo(200);
      now.set(now.get().plus(Duration.ofDays(2)));
      assertThat(again(standing)).isEqualTo(401);
      assertThat(asked).containsExactly("CERTIFICATE CN=job-7,O=Example", "ENDED_CERTIFICATE ");
      gate.activity();
      assertThat(gate.activity().attributes()).containsEntry("warder.code", "bad_certificate");
    }
  }
}

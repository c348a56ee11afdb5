package dev.warder.keys.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clients as their users run them, against a server that verifies what they send.
class ClientsIT {
  private static final Path ROOT = Path.of(System.getProperty("warder.root", ".."));
  private static final Path SCRIPT = ROOT.resolve("clients/shell/warder-sign");
  private static final String JAVA = System.getProperty("java.home") + "/bin/java";

  private final Signing owner = Signing.fresh();
  private final BlockingQueue<Proof> proofs = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> contents = new LinkedBlockingQueue<>();
  private final ProofVerifier verifier = Signing.verifier();

  @TempDir private Path folder;
  private HttpServer server;
  private volatile ProofKey key = owner.key();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    String pem = Base64.getMimeEncoder().encodeToString(owner.privateKey().getEncoded());
    Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n");
    Files.writeString(folder.resolve("content"), "{\"name\": \"Zo\u00eb\"}\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void javaClientProvesPossession() throws Exception {
    assertThat(java("GET", "/things?b=c%20d&e")).isZero();
    assertProven(Proven.Content.NONE);
    assertThat(java("GET", "")).isZero();
    assertProven(Proven.Content.NONE);
    assertThat(java("PUT", "/things/7", folder.resolve("content").toString())).isZero();
    assertProven(Proven.Content.HOLDS);
    assertThat(contents.remove()).isEmpty();
    assertThat(contents.remove()).isEmpty();
    assertThat(contents.remove()).isEqualTo("{\"name\": \"Zo\u00eb\"}\n");
  }

  @Test
  void shellClientProvesPossession() throws Exception {
    assumeShell();
    String content = folder.resolve("content").toString();
    assertThat(shell("/things?b=c%20d&e")).isZero();
    assertProven(Proven.Content.NONE);
    assertThat(shell("?x=/a:b@c?d")).isZero();
    assertProven(Proven.Content.NONE);
    assertThat(shell("/a/../b//c/.#fragment", "-X", "DELETE")).isZero();
    assertProven(Proven.Content.NONE);
    assertThat(shell("/things?[1-3]", "-d", content, "-H", "Content-Type: application/json"))
        .isZero();
    assertProven(Proven.Content.HOLDS);
    Files.createFile(folder.resolve("empty"));
    assertThat(shell("/things", "-d", folder.resolve("empty").toString())).isZero();
    assertProven(Proven.Content.NONE);
    assertThat(shell("/things", "-X", "HEAD")).isZero();
    assertProven(Proven.Content.NONE);
  }

  @Test
  void shellClientLeavesNothingBehindAndTellsWhatIsWrong() throws Exception {
    assumeShell();
    assertThat(shell("/a b")).isEqualTo(2);
    assertThat(shell("/caf\u00e9")).isEqualTo(2);
    assertThat(shell("/a", "-d", folder.resolve("missing").toString())).isEqualTo(2);
    assertThat(shell("/a", "--unknown")).isEqualTo(2);
    assertThat(shell("/a", "--print")).isZero();
    assertThat(proofs).isEmpty();
    assertThat(output()).contains("Signature-Input: warder=(").doesNotContain("PRIVATE");
    try (var left = Files.list(folder.resolve("work"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void commandsOfTheDocumentationWorkAsTyped() throws Exception {
    assumeShell();
    Path clients = Files.createDirectories(folder.resolve("typed/clients/shell"));
    Files.copy(SCRIPT, clients.resolve("warder-sign"), StandardCopyOption.COPY_ATTRIBUTES);
    String page = Files.readString(ROOT.resolve("docs/bound-keys.md"));
    String section =
        page.substring(
            page.indexOf("## Signing from the shell"), page.indexOf("## Signing from J"));
    List<String> commands = section.lines().filter(line -> line.startsWith("    ")).toList();
    assertThat(commands).hasSize(5);
    for (String command : commands) {
      String typed = command.replace("https://api.example.com", address());
      assertThat(run(List.of("sh", "-c", "cd \"$TYPED_IN\" && " + typed))).isZero();
      if (command.contains("-pubout")) {
        key = (ProofKey) ProofKey.read(output());
      }
    }
    assertProven(Proven.Content.NONE);
    assertProven(Proven.Content.HOLDS);
    assertThat(proofs).isEmpty();
  }

  @Test
  void changeOnTheWayIsRefused() throws Exception {
    assumeShell();
    // What curl is told behind the client's back changes the request after it was signed.
    assertThat(shell("/things?a=b", "--", "--request", "DELETE")).isZero();
    assertThat(proofs.remove()).isEqualTo(new Refused(Refusal.WRONG_SIGNATURE, ""));
    assertThat(shell("/things?a=b", "--", "--data", "more")).isZero();
    assertThat(proofs.remove()).isEqualTo(new Refused(Refusal.NOT_COVERED, "content-digest"));
    assertThat(shell("/things?a=b", "--", "--header", "Host: other.example")).isZero();
    assertThat(proofs.remove()).isEqualTo(new Refused(Refusal.WRONG_SIGNATURE, ""));
  }

  private void assertProven(Proven.Content content) {
    assertThat(proofs.remove())
        .isInstanceOfSatisfying(
            Proven.class,
            proven -> {
              assertThat(proven.keyId()).isEqualTo(Signing.KEY_ID);
              assertThat(proven.content()).isEqualTo(content);
            });
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] content = exchange.getRequestBody().readAllBytes();
      List<Field> fields = new ArrayList<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> values.forEach(value -> fields.add(new Field(name, value))));
      SignedMessage message =
          new SignedMessage(
              exchange.getRequestMethod(),
              Scheme.HTTP,
              exchange.getRequestHeaders().getFirst("Host"),
              exchange.getRequestURI().toString(),
              fields,
              Body.Shown.of(content));
      Instant now = InstantSource.system().instant();
      long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond());
      proofs.add(
          switch (verifier.claim(message)) {
            case Refused refused -> refused;
            case Claimed claimed -> verifier.verify(claimed, Signing.KEY_ID, key, micros);
          });
      contents.add(new String(content, StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static void assumeShell() {
    boolean there = true;
    for (String program : List.of("sh", "openssl", "curl")) {
      there &= Files.isExecutable(Path.of("/bin", program)) || isInUsr(program);
    }
    assertThat(there || !"true".equals(System.getenv("CI")))
        .as("openssl and curl must be there in CI")
        .isTrue();
    assumeTrue(there, "needs sh, openssl and curl");
  }

  private static boolean isInUsr(String program) {
    return Files.isExecutable(Path.of("/usr/bin", program));
  }

  private int java(String method, String target, String... content) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(JAVA);
    command.add(ROOT.resolve("clients/java/dev/warder/client/WarderSigner.java").toString());
    command.add(folder.resolve("key.pem").toString());
    command.add(Signing.KEY_ID);
    command.add(method);
    command.add(address() + target);
    command.addAll(List.of(content));
    return run(command);
  }

  private int shell(String target, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(SCRIPT.toString());
    command.addAll(List.of("--key", folder.resolve("key.pem").toString()));
    command.addAll(List.of("--id", Signing.KEY_ID));
    command.add(address() + target);
    command.addAll(List.of(options));
    return run(command);
  }

  private int run(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    Path work = Files.createDirectories(folder.resolve("work"));
    builder.environment().put("TMPDIR", work.toString());
    builder.environment().put("TYPED_IN", folder.resolve("typed").toString());
    builder.environment().put("KEY_ID", Signing.KEY_ID);
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(folder.resolve("out").toFile()));
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  private String address() {
    return "http://LOCALHOST:" + server.getAddress().getPort();
  }
}

package dev.warder.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.warder.server.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Whose certificates the commands believe, over real TLS.
class CaFileIT {
  private static final String HERE = "san=ip:127.0.0.1";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<HttpsServer> servers = new ArrayList<>();

  @TempDir private Path folder;
  private MadeCertificates made;
  private Path token;

  @BeforeEach
  void prepare() throws Exception {
    made = new MadeCertificates(folder);
    token =
        Files.createFile(
            folder.resolve("token"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(token, "wdr_live_any");
  }

  @AfterEach
  void close() {
    servers.forEach(server -> server.stop(0));
  }

  /// A server with a certificate; its port.
  private int serving(String name) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(made.server(name)));
    server.createContext(
        "/",
        exchange -> {
          byte[] answer =
              "{\"verdict\":\"v1\",\"keys\":[],\"incidents\":[],\"next\":\"\"}"
                  .getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    servers.add(server);
    return server.getAddress().getPort();
  }

  private int explain(Map<String, String> environment, String... options) {
    List<String> line = new ArrayList<>(List.of("v1", "--token-file", token.toString()));
    line.addAll(List.of(options));
    return run(new CommandLine(new ExplainVerdictCommand(terminal(), environment)), line);
  }

  private int run(CommandLine command, List<String> line) {
    out.reset();
    err.reset();
    return command
        .setExecutionExceptionHandler((failure, c, parsed) -> {
          err.writeBytes(String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8));
          return 2;
        })
        .execute(line.toArray(String[]::new));
  }

  private Terminal terminal() {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        100,
        Terminal.Ink.PLAIN,
        Terminal.Talk.LOGGED);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aServersOwnCertificateIsBelievedWhereItIsNamedAndNowhereElse() throws Exception {
    Path own = made.selfSigned("own", "-ext", HERE);
    String server = "https://127.0.0.1:" + serving("own");

    assertThat(explain(Map.of(), "--server", server)).isEqualTo(2);
    assertThat(err()).contains("nobody whom this machine believes").contains("--ca-file");
    assertThat(explain(Map.of(), "--server", server, "--ca-file", own.toString()))
        .as(err())
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("v1");
    assertThat(explain(Map.of("WARDER_CLIENT__CA_FILE", own.toString()), "--server", server))
        .as(err())
        .isZero();
    Path other = made.selfSigned("other", "-ext", HERE);
    assertThat(explain(Map.of(), "--server", server, "--ca-file", other.toString())).isEqualTo(2);
    assertThat(err()).contains("not signed by what " + other + " holds");
  }

  @Test
  void whatAPrivateAuthoritySignedIsBelievedByEveryRemoteCommand() throws Exception {
    Path authority = made.selfSigned("authority", "-ext", "bc:c");
    made.selfSigned("signed");
    made.sign("authority", "signed", "-ext", HERE);
    Path other = made.selfSigned("other", "-ext", "bc:c");
    Path bundle =
        Files.writeString(
            folder.resolve("bundle.pem"),
            "# two of them\n" + Files.readString(other) + Files.readString(authority));
    List<String> where =
        List.of(
            "--server",
            "https://127.0.0.1:" + serving("signed"),
            "--token-file",
            token.toString(),
            "--ca-file",
            bundle.toString());
    for (List<String> line : List.of(List.of("list", "--json"), List.of("show", "k1", "--json"))) {
      List<String> all = new ArrayList<>(line);
      all.addAll(where);
      assertThat(run(KeysCommand.of(terminal(), Map.of()), all)).as(line + err()).isZero();
    }
    List<String> incidents = new ArrayList<>(List.of("--json"));
    incidents.addAll(where);
    assertThat(run(new CommandLine(new IncidentsCommand(terminal(), Map.of())), incidents))
        .as(err())
        .isZero();
  }

  @Test
  void aCertificateOfAnotherHostIsNotBelievedAndTheNameIsSaidToBeWrong() throws Exception {
    Path elsewhere = made.selfSigned("elsewhere", "-ext", "san=dns:warder.example");
    int port = serving("elsewhere");
    for (String host : List.of("127.0.0.1", "localhost")) {
      assertThat(
              explain(
                  Map.of(),
                  "--server",
                  "https://" + host + ":" + port,
                  "--ca-file",
                  elsewhere.toString()))
          .isEqualTo(2);
      assertThat(err()).contains("certificate of " + host + " is for another host");
    }
  }

  @Test
  void aCertificateWhoseTimeIsOverIsSaidToBe() throws Exception {
    Path authority = made.selfSigned("authority", "-ext", "bc:c");
    made.selfSigned("old");
    made.sign(
        "authority", "old", "-ext", HERE, "-startdate", "2020/01/01 00:00:00", "-validity", "9");
    String server = "https://127.0.0.1:" + serving("old");
    assertThat(explain(Map.of(), "--server", server, "--ca-file", authority.toString()))
        .isEqualTo(2);
    assertThat(err()).contains("has expired");
  }

  @Test
  void aFileThatIsOfNoUseIsSaidToBe() throws Exception {
    Path none = folder.resolve("none.pem");
    assertThat(explain(Map.of(), "--server", "https://127.0.0.1:1", "--ca-file", none.toString()))
        .isEqualTo(2);
    assertThat(err()).contains("cannot read the certificates in " + none);
    Path key = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    for (Path file : List.of(key, empty)) {
      assertThat(explain(Map.of(), "--server", "https://127.0.0.1:1", "--ca-file", file.toString()))
          .isEqualTo(2);
      assertThat(err()).contains(file + " holds no certificate").contains("BEGIN CERTIFICATE");
    }
    assertThat(explain(Map.of(), "--server", "http://127.0.0.1:1", "--ca-file", empty.toString()))
        .isEqualTo(2);
    assertThat(err()).contains("--ca-file: client.ca_file is of no use with plain http");
  }
}

package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// curl through a started gate gets what it gets from the API itself, whatever it speaks. Must run
/// where CI=true.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class CurlIT {
  private static final int CASES = 20;

  /// More than curl sends without asking whether it may.
  private static final int LARGE = 1_300_000;

  /// What is each connection's own, or the moment's.
  private static final Set<String> OF_A_HOP =
      Set.of("date", "connection", "keep-alive", "transfer-encoding");

  private Path folder;

  /// What the API itself answers.
  private final Map<Call, Got> answers = new HashMap<>();

  private RealApi api;
  private RealGate plain;
  private RealGate secure;
  private RealGate.Key key;
  private RealGate.Key secureKey;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    boolean there = new ProcessBuilder("sh", "-c", "curl --version").start().waitFor() == 0;
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(there, "no curl on this machine");
    }
    assertThat(there).as("curl must be there in CI").isTrue();
    Files.write(folder.resolve("large"), new Blocks(LARGE).readAllBytes());
    api = RealApi.start();
    plain = RealGate.Start.of(folder.resolve("plain"), api).plain();
    secure = RealGate.Start.of(folder.resolve("secure"), api).secure();
    key = plain.mint();
    secureKey = secure.mint();
  }

  @AfterAll
  void stop() {
    if (secure != null) {
      secure.close();
    }
    if (plain != null) {
      plain.close();
    }
    if (api != null) {
      api.close();
    }
  }

  /// How curl speaks to the gate.
  enum Spoken {
    PLAIN("1.1", "--http1.1"),
    /// Asks for an upgrade, and goes on without.
    PLAIN_ASKING_FOR_2("1.1", "--http2"),
    PLAIN_2("2", "--http2-prior-knowledge"),
    TLS("1.1", "--http1.1"),
    TLS_2("2", "--http2"),
    TLS_1_2_AND_2("2", "--http2 --tls-max 1.2");

    private final String version;
    private final String options;

    Spoken(String version, String options) {
      this.version = version;
      this.options = options;
    }

    List<String> options() {
      return List.of(options.split(" ", -1));
    }

    boolean isSecure() {
      return this == TLS || this == TLS_2 || this == TLS_1_2_AND_2;
    }
  }

  /// A call, as curl's arguments.
  private record Call(String path, List<String> arguments) {
    static Call of(String path, String... arguments) {
      return new Call(path, List.of(arguments));
    }
  }

  /// What curl got.
  ///
  /// @param lines of head and trailers, without those that are a connection's own
  private record Got(String version, int status, Set<String> lines, String body) {}

  private List<Call> calls() {
    String large = folder.resolve("large").toString();
    List<Call> calls =
        List.of(
            Call.of("/hello"),
            Call.of("/hello?a=1&b=%2F&b=x+y"),
            Call.of("/hello", "--compressed", "-A", "a tool/1.0", "-e", "http://a/", "-b", "c=1"),
            Call.of("/hello", "-I"),
            Call.of("/range", "-I"),
            Call.of("/range", "-r", "10-29"),
            Call.of("/range", "-H", "If-None-Match: " + RealApi.TAG),
            Call.of("/none"),
            Call.of("/none", "-X", "DELETE"),
            Call.of("/echo", "-d", "a=1&b=2"),
            Call.of("/echo", "-d", ""),
            Call.of("/echo", "-X", "PATCH", "--json", "{\"a\":\"é\"}"),
            Call.of("/echo", "-T", large),
            Call.of("/echo", "-H", "Expect: 100-continue", "--data-binary", "@" + large),
            Call.of("/echo", "-H", "Transfer-Encoding: chunked", "--data-binary", "@" + large),
            Call.of("/echo", "-F", "a=1", "-F", "file=@" + large + ";filename=f"),
            Call.of("/trailers"),
            Call.of("/moved", "-L"),
            Call.of("/stream?octets=3000000&chunked"),
            Call.of("/nowhere", "-X", "OPTIONS"));
    assertThat(calls).hasSize(CASES);
    return calls;
  }

  @ParameterizedTest
  @EnumSource
  void curlGetsWhatTheApiAnswers(Spoken spoken) throws Exception {
    RealGate gate = spoken.isSecure() ? secure : plain;
    RealGate.Key shown = spoken.isSecure() ? secureKey : key;
    for (Call call : calls()) {
      if (spoken == Spoken.PLAIN_2 && call.arguments().contains("-L")) {
        // curl before 8 cannot use such a connection a second time, with no server.
        continue;
      }
      Got direct = direct(call);
      List<String> options = new ArrayList<>(spoken.options());
      if (spoken.isSecure()) {
        options.addAll(List.of("--cacert", gate.certificate().toString()));
      }
      options.addAll(List.of("-H", "Authorization: Bearer " + shown.secret()));
      Got through = run(gate.url() + call.path(), call, options, "");

      assertThat(through.version()).as(call.toString()).isEqualTo(spoken.version);
      assertThat(through.status()).as(call.toString()).isEqualTo(direct.status());
      assertThat(body(through, call).equals(body(direct, call))).as("body of %s", call).isTrue();
      assertThat(comparable(through, call, spoken))
          .as(call.toString())
          .isEqualTo(comparable(direct, call, spoken));
    }
  }

  private Got direct(Call call) throws IOException, InterruptedException {
    Got known = answers.get(call);
    if (known == null) {
      String url = "http://127.0.0.1:" + api.port() + call.path();
      known = run(url, call, List.of("--http1.1"), "acme");
      answers.put(call, known);
    }
    return known;
  }

  /// Of a form, whose parts are set apart anew each time, the length.
  private static String body(Got got, Call call) {
    return call.arguments().contains("-F") ? "" + got.body().length() : got.body();
  }

  /// Over HTTP/2 no one tells how a body ends, and a form is named anew for each call.
  private static Set<String> comparable(Got got, Call call, Spoken spoken) {
    Set<String> lines = new TreeSet<>(got.lines());
    if (call.arguments().contains("-F")) {
      lines.removeIf(line -> line.startsWith("x-type: multipart/form-data; boundary="));
    }
    if (spoken.version.equals("2")) {
      lines.removeIf(line -> line.startsWith("x-framing: "));
    }
    return lines;
  }

  @Test
  void aToolOfHttp10GetsAllOfABodyWhoseLengthNobodyKnows() throws Exception {
    Got got =
        run(
            plain.url() + "/trailers",
            Call.of("/trailers"),
            List.of("--http1.0", "-H", "X-Api-Key: " + key.secret()),
            "");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.body()).isEqualTo("one\ntwo\n");
  }

  @Test
  void anAnswerBeforeTheEndOfAnUploadArrives() throws Exception {
    for (Spoken spoken : Spoken.values()) {
      List<String> options = new ArrayList<>(spoken.options());
      RealGate gate = spoken.isSecure() ? secure : plain;
      if (spoken.isSecure()) {
        options.addAll(List.of("--cacert", gate.certificate().toString()));
      }
      options.addAll(
          List.of(
              "-H",
              "X-Api-Key: " + (spoken.isSecure() ? secureKey : key).secret(),
              "--data-binary",
              "@" + folder.resolve("large"),
              "-H",
              "Expect:"));
      Got got = run(gate.url() + "/early", Call.of("/early"), options, "");
      assertThat(got.status()).as(spoken.name()).isEqualTo(413);
      assertThat(got.body()).as(spoken.name()).isEqualTo("too much\n");
    }
  }

  @Test
  void severalCallsOfOneRunShareAConnection() throws Exception {
    Process curl =
        new ProcessBuilder(
                "curl",
                "-sS",
                "--max-time",
                "20",
                "-H",
                "X-Api-Key: " + key.secret(),
                "-w",
                "%{num_connects} ",
                "-o",
                folder.resolve("out#1").toString(),
                plain.url() + "/hello?n=[1-5]")
            .redirectErrorStream(true)
            .start();
    String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(curl.waitFor()).as(said).isZero();
    assertThat(said.strip()).isEqualTo("1 0 0 0 0");
  }

  /// @param tenant that the API would be told of by a gate
  private Got run(String url, Call call, List<String> options, String tenant)
      throws IOException, InterruptedException {
    Path head = folder.resolve("head");
    Path body = folder.resolve("body");
    Files.deleteIfExists(body);
    List<String> line = new ArrayList<>(List.of("curl", "-sS", "--max-time", "30"));
    line.addAll(List.of("-D", head.toString(), "-o", body.toString()));
    line.addAll(List.of("-w", "%{http_version}"));
    line.addAll(options);
    if (!tenant.isEmpty()) {
      line.addAll(List.of("-H", "X-Warder-Tenant: " + tenant));
    }
    line.addAll(call.arguments());
    line.add(url);
    Process curl = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(curl.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(curl.exitValue()).as(call + ": " + said).isZero();
    boolean headed = call.arguments().contains("-I");
    String text =
        Files.exists(body) && !headed ? Files.readString(body, StandardCharsets.ISO_8859_1) : "";
    return got(said, Files.readString(head, StandardCharsets.ISO_8859_1), text);
  }

  /// Reads what curl writes of heads: those of answers before the last one, too, and trailers.
  private static Got got(String version, String heads, String body) {
    int status = 0;
    Set<String> lines = new TreeSet<>();
    for (String line : heads.lines().toList()) {
      if (line.startsWith("HTTP/")) {
        status = Integer.parseInt(line.split(" ", -1)[1]);
        lines.clear();
      } else if (!line.isEmpty()) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!OF_A_HOP.contains(name)) {
          lines.add(name + line.substring(colon));
        }
      }
    }
    return new Got(version, status, lines, body);
  }
}

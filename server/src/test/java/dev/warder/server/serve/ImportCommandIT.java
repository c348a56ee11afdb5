package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.keys.KeysCommand;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `warder keys import` against a server in a process of its own.
class ImportCommandIT {
  private static final String FORMAT =
      """
      name: acme
      prefix: acme_
      alphabet: base62
      min-length: 20
      max-length: 60
      hash: sha256
      encoding: hex
      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path secret(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text);
  }

  private static String value(int key) {
    return "acme_0123456789abcdef" + key;
  }

  private static String line(int key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(value(key).getBytes(StandardCharsets.US_ASCII));
      return line(key, HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String line(int key, String hash) {
    return "{\"id\":\"k" + key + "\",\"hash\":\"" + hash + "\",\"tenant\":\"acme\"}";
  }

  /// What the command says, and the end of the server with the first word about progress: a piece
  /// has come in then, and others have not.
  private PrintStream killing(ServeProcess serve) {
    AtomicBoolean killed = new AtomicBoolean();
    OutputStream words =
        new OutputStream() {
          @Override
          public void write(int b) {
            err.write(b);
            if (b == '%' && killed.compareAndSet(false, true)) {
              try {
                serve.kill();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          }
        };
    return new PrintStream(words, true, StandardCharsets.UTF_8);
  }

  private int run(ServeProcess serve, Path format, String input, String... more) {
    PrintStream talk = new PrintStream(err, true, StandardCharsets.UTF_8);
    return run(serve, talk, Terminal.Talk.LOGGED, format, input, more);
  }

  private int run(
      ServeProcess serve,
      PrintStream talk,
      Terminal.Talk watched,
      Path format,
      String input,
      String... more) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of("import", "--format", format.toString(), input));
    all.addAll(List.of("--server", serve.url()));
    all.addAll(List.of("--token-file", folder.resolve("token").toString()));
    all.addAll(List.of(more));
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            talk,
            100,
            Terminal.Ink.PLAIN,
            watched);
    return KeysCommand.of(terminal, Map.of())
        .setExecutionExceptionHandler((failure, c, parsed) -> {
          err.writeBytes(String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8));
          return failure instanceof CommandFailure known
              ? ExitCode.of(known.code())
              : ExitCode.FAULT;
        })
        .execute(all.toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileOfManyPiecesComesInOverAKilledServerOnceAndCompletely() throws Exception {
    int keys = 9_000;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < keys; i++) {
      lines.append(line(i)).append(i % 100 == 0 ? "\r\n\n" : "\n");
    }
    Path file = write("keys.ndjson", lines.toString());
    Path format = write("acme.yaml", FORMAT);
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      secret("token", serve.credential());
      int code = run(serve, killing(serve), Terminal.Talk.LIVE, format, file.toString());
      assertThat(code).as("killed in the middle: " + out() + err()).isEqualTo(2);
      assertThat(err()).contains("run the same command again");
    }
    String credential = Files.readString(folder.resolve("token"));
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      assertThat(serve.verdict(credential, value(1_000))).isEqualTo("allowed");
      assertThat(run(serve, format, file.toString(), "--json")).as(err()).isZero();
      assertThat(out()).contains("\"refused\":0").doesNotContain("\"known\":0");
      assertThat(run(serve, format, file.toString())).isZero();
      assertThat(out()).isEqualTo("0 keys taken in, 9,000 known before, 0 lines refused\n");
      for (int key : new int[] {0, 4_321, keys - 1}) {
        assertThat(serve.verdict(credential, value(key))).isEqualTo("allowed");
      }
      assertThat(serve.verdict(credential, value(keys))).isEqualTo("unknown");
    }
  }

  @Test
  void refusedLinesAreToldByTheirNumberInTheFile() throws Exception {
    Path format = write("acme.yaml", FORMAT);
    StringBuilder lines = new StringBuilder("\n\n");
    for (int i = 3; i <= 4_100; i++) {
      lines.append(i == 4_000 ? "{\"id\":\"x\"}" : line(i)).append('\n');
    }
    Path file = folder.resolve("keys.ndjson");
    Files.write(file, (lines + "\u00e9\n").getBytes(StandardCharsets.ISO_8859_1));
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      secret("token", serve.credential());
      assertThat(run(serve, format, file.toString())).isEqualTo(1);
      assertThat(err())
          .contains("line 4,000: missing_field (hash): ")
          .contains("line 4,101: not_utf8: ")
          .hasLineCount(2);
      assertThat(out()).isEqualTo("4,097 keys taken in, 0 known before, 2 lines refused\n");

      Path csv = write("more.csv", "tenant,id,hash\nacme,k9000," + hashOf(9_000) + "\nacme,,\n");
      assertThat(run(serve, format, csv.toString())).isEqualTo(1);
      assertThat(err()).contains("line 3: missing_field");
      assertThat(serve.verdict(serve.credential(), value(9_000))).isEqualTo("allowed");

      assertThat(run(serve, format, write("none.ndjson", "<html>\n").toString())).isEqualTo(3);
      assertThat(run(serve, write("slow.yaml", FORMAT.replace("sha256", "bcrypt")), csv.toString()))
          .isEqualTo(2);
      assertThat(err()).contains("made to be slow");
      assertThat(run(serve, write("list.yaml", "- a\n"), csv.toString())).isEqualTo(2);
      assertThat(err()).contains("docs/import.md");
    }
  }

  private static String hashOf(int key) {
    String line = line(key);
    int from = line.indexOf("\"hash\":\"") + 8;
    return line.substring(from, line.indexOf('"', from));
  }

  @Test
  void thePepperOfTheOldSystemIsReadFromAFileOfItsOwnerAlone() throws Exception {
    Path peppers = Files.createDirectory(folder.resolve("peppers-of-others"));
    Path pepper = Files.writeString(peppers.resolve("acme"), "old pepper\n");
    Files.setPosixFilePermissions(pepper, PosixFilePermissions.fromString("rw-r--r--"));
    Path configuration =
        write("warder.yaml", "keys.foreign_peppers: " + peppers + "\nlisten: 127.0.0.1:0\n");
    Path format = write("acme.yaml", FORMAT.replace("sha256", "hmac-sha256"));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("old pepper".getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    byte[] hash = mac.doFinal(value(1).getBytes(StandardCharsets.US_ASCII));
    Path file = write("keys.ndjson", line(1, HexFormat.of().formatHex(hash)) + "\n");
    String credential;
    try (ServeProcess serve = serve(configuration)) {
      credential = serve.credential();
      secret("token", credential);
      assertThat(run(serve, format, file.toString())).isEqualTo(2);
      assertThat(err()).contains("chmod 600");
      Files.setPosixFilePermissions(pepper, PosixFilePermissions.fromString("rw-------"));
      assertThat(run(serve, format, file.toString())).as(err()).isZero();
      assertThat(serve.verdict(credential, value(1))).isEqualTo("allowed");
      assertThat(serve.stop()).isEqualTo(143);
    }
    Files.delete(pepper);
    try (ServeProcess serve = serve(configuration)) {
      assertThat(serve.ended()).isEqualTo(2);
      assertThat(Objects.requireNonNull(serve.talk())).contains("keys.foreign_peppers");
    }
  }

  private ServeProcess serve(Path configuration) throws IOException, InterruptedException {
    return ServeProcess.bare(
        "--config", configuration.toString(), "--data", folder.resolve("data").toString());
  }
}

package dev.warder.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A message for a test tells whether messages arrive, and no secret.
@Timeout(60)
class TestWebhookCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createFile(
        folder.resolve("secret"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(folder.resolve("secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  }

  private int run(Receiver receiver, String name) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("warder.yaml"),
            """
            webhooks:
              - name: soc
                url: http://127.0.0.1:%d/token-of-theirs
                secret_file: %s
                allow_private: true
                allow_http: true
            """
                .formatted(receiver.port(), folder.resolve("secret")));
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, 80, Terminal.Ink.PLAIN, Terminal.Talk.LOGGED);
    return new CommandLine(new TestWebhookCommand(terminal, Map.of()))
        .setExecutionExceptionHandler((failure, command, parsed) -> 77)
        .execute(name, "--config", file.toString());
  }

  @Test
  void whatCameBackIsSaidWithoutWhatIsSecret() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.TAKEN)) {
      assertThat(run(receiver, "soc")).isZero();

      assertThat(receiver.heard())
          .singleElement()
          .satisfies(heard ->
              assertThat(heard.body()).contains("\"type\":\"warder.ping\"", "\"webhook\":\"soc\""));
      assertThat(out.toString(StandardCharsets.UTF_8))
          .startsWith("soc at 127.0.0.1: taken, with 204, after ")
          .doesNotContain("token-of-theirs", "MfKQ");
    }
  }

  @Test
  void messageThatIsNotTakenIsAFailureForScripts() throws Exception {
    try (Receiver receiver = Receiver.answering("HTTP/1.1 500 no\r\n\r\n")) {
      assertThat(run(receiver, "soc")).isEqualTo(1);
      assertThat(out.toString(StandardCharsets.UTF_8)).contains("answered with 500");
      assertThat(run(receiver, "none")).isEqualTo(77);
    }
  }
}

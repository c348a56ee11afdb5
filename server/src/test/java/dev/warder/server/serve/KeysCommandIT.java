package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.keys.ExplainVerdictCommand;
import dev.warder.server.keys.KeysCommand;
import dev.warder.server.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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

/// `warder keys` against a real `warder serve`.
class KeysCommandIT {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;
  private ServeProcess serve;
  private Path token;

  @BeforeEach
  void start() throws Exception {
    serve = ServeProcess.start(folder.resolve("data"));
    token = secretFile("token", serve.credential());
  }

  @AfterEach
  void stop() {
    serve.close();
  }

  private Path secretFile(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text + "\n");
  }

  private int run(String... line) {
    return run(KeysCommand.of(terminal(), Map.of()), line);
  }

  private Terminal terminal() {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        100,
        Terminal.Ink.PLAIN,
        Terminal.Talk.LOGGED);
  }

  private int run(CommandLine command, String... line) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of(line));
    if (!all.contains("--server")) {
      all.addAll(List.of("--server", serve.url()));
    }
    all.addAll(List.of("--token-file", token.toString()));
    return command
        .setExecutionExceptionHandler((failure, c, parsed) -> {
          err.writeBytes(String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8));
          return 2;
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
  void aKeyIsLedThroughItsLifeFromTheTerminal() throws Exception {
    assertThat(run("mint", "--tenant", "acme", "--scope", "GET /a", "--owner", "jane"))
        .as(err())
        .isZero();
    Path key = secretFile("key", out().strip());
    assertThat(out()).as("the secret alone is data").startsWith("wdr_live_").hasLineCount(1);
    assertThat(run("list", "--where", "tenant = acme")).isZero();
    assertThat(out().lines()).hasSize(2);
    String id = out().lines().toList().get(1).split(" ", 2)[0];
    assertThat(run("show", id)).isZero();
    assertThat(out()).contains("owner         jane").contains("GET /a");
    assertThat(run("verify", "GET", "/a", "--key-file", key.toString())).isZero();
    assertThat(run("verify", "GET", "/b", "--key-file", key.toString())).isEqualTo(1);
    assertThat(out()).startsWith("out_of_scope: ");
    String verdict = err().strip().substring(err().strip().lastIndexOf(' ') + 1);
    assertThat(run(new CommandLine(new ExplainVerdictCommand(terminal(), Map.of())), verdict))
        .as(err())
        .isZero();
    assertThat(out()).contains("told        out_of_scope").contains("GET /b");
    assertThat(run("change", id, "--note", "seen", "--scope", "GET /b")).as(err()).isZero();
    assertThat(run("verify", "GET", "/b", "--key-file", key.toString())).isZero();
    assertThat(run("rotate", id, "--overlap", "1h")).isZero();
    assertThat(out()).startsWith("wdr_live_");
    assertThat(run("revoke", id, "--note", "done", "--json")).as(err()).isZero();
    assertThat(out()).contains("\"state\":\"revoked\"");
    assertThat(run("verify", "GET", "/b", "--key-file", key.toString())).isEqualTo(1);
    assertThat(out()).startsWith("revoked: ");
    assertThat(run("leaked", key.toString())).isZero();
    assertThat(out()).contains("retired").doesNotContain("wdr_live_");
  }

  @Test
  void aMassInvalidationShowsFirstAndAsksWhoIsThere() {
    run("mint", "--tenant", "acme", "--scope", "GET /a");
    assertThat(run("invalidate", "--where", "tenant = acme", "--dry-run")).isZero();
    assertThat(err()).contains("would end 1 key of 1 tenant");
    assertThat(run("invalidate", "--where", "tenant = acme")).as("nobody to ask").isEqualTo(2);
    assertThat(err()).contains("--yes");
    assertThat(run("invalidate", "--where", "tenant = acme", "--yes")).isZero();
    assertThat(err()).contains("ended 1 key").contains("In force.");
    assertThat(run("list", "--where", "tenant = acme")).isZero();
    assertThat(out()).contains("invalidated");
    assertThat(run("invalidate", "--where", "tenat = acme", "--dry-run")).isEqualTo(2);
    assertThat(err()).contains("tenant").contains("[selector_invalid]");
  }

  @Test
  void whichKeysWereUsedFromThereIsAnsweredWithHowFarThatReaches() throws Exception {
    assertThat(run("mint", "--tenant", "acme", "--scope", "GET /a")).as(err()).isZero();
    Path key = secretFile("key", out().strip());
    run("mint", "--tenant", "acme", "--scope", "GET /a");
    run("verify", "GET", "/a", "--key-file", key.toString());
    assertThat(run("list", "--where", "touched GET /a after 1h")).as(err()).isZero();
    assertThat(out().lines()).hasSize(2);
    assertThat(err())
        .contains("1 key of 1 tenant, 0 privileged; used in the last hour 1")
        .contains("calls are recorded since 20")
        .contains("none unrecorded since the start 20");
    String id = out().lines().toList().get(1).split(" ", 2)[0];
    assertThat(run("show", id)).isZero();
    assertThat(out()).contains("no-expiry: Never expires. Set a time");
    assertThat(run("list", "--where", "posture = no-expiry and id = " + id, "--json")).isZero();
    assertThat(out()).contains("\"posture\":[\"no-expiry\"");
    assertThat(run("invalidate", "--where", "touched GET /a", "--dry-run", "--json")).isZero();
    assertThat(out()).contains("\"history\":{\"since\":\"20").contains("\"unrecorded\":0");
    assertThat(
            run("invalidate", "--where", "used-from AS14061 or touched GET /a after 1h", "--yes"))
        .as(err())
        .isZero();
    assertThat(err()).contains("ended 1 key");
  }

  @Test
  void credentialsAreKeptFromOthersAndFromThePlainNetwork() throws Exception {
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(run("list")).isEqualTo(2);
    assertThat(err()).contains("chmod 600");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    assertThat(run("list", "--server", "http://192.0.2.1")).isEqualTo(2);
    assertThat(err()).contains("unencrypted");
    Files.writeString(token, "wdr_live_nonsense");
    assertThat(run("list")).isEqualTo(2);
    assertThat(err()).contains("[bad_credential]").doesNotContain("nonsense");
  }
}

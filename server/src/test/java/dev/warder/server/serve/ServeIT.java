package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.backup.BackupCommand;
import dev.warder.server.backup.RestoreCommand;
import dev.warder.server.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ServeIT {
  @TempDir private Path folder;

  @Test
  void theFirstStartShowsOneCredentialAndLaterOnesNone() throws Exception {
    Path data = folder.resolve("data");
    String[] key;
    String admin;
    try (ServeProcess first = ServeProcess.start(data)) {
      admin = first.credential();
      assertThat(admin).as(first.talk()).isNotEmpty();
      key = first.mint(admin, "acme");
      assertThat(first.verdict(admin, key[0])).isEqualTo("allowed");
      assertThat(first.stop()).as("stopped by a signal").isEqualTo(143);
      assertThat(first.talk()).contains("everything acknowledged is on disk");
    }
    try (ServeProcess second = ServeProcess.start(data)) {
      assertThat(second.credential()).isEmpty();
      assertThat(second.verdict(admin, key[0])).isEqualTo("allowed");
      assertThat(second.ask(admin, "POST", "/v1/keys/" + key[1] + ":revoke", "{}").status())
          .isEqualTo(200);
      assertThat(second.verdict(admin, key[0])).isEqualTo("revoked");
    }
  }

  @Test
  void noFileOrLineHoldsASecret() throws Exception {
    Path data = folder.resolve("data");
    String talk;
    String admin;
    String secret;
    try (ServeProcess serve = ServeProcess.start(data, "--config", verbose().toString())) {
      admin = serve.credential();
      secret = serve.mint(admin, "acme")[0];
      serve.verdict(admin, secret);
      serve.ask(admin, "POST", "/v1/leaks", "{\"values\":[\"" + secret + "\"]}");
      serve.ask(admin, "POST", "/v1/verify", "{\"key\":\"" + secret + "\",\"oops\":1}");
      serve.ask(secret, "GET", "/v1/keys", "");
      serve.stop();
      talk = serve.talk();
    }
    // The random part: what stands after the public id.
    String hidden = secret.substring(secret.length() - 40);
    String adminHidden = admin.substring(admin.length() - 40);
    assertThat(talk).doesNotContain(hidden);
    assertThat(talk.split(adminHidden, -1)).as("shown this once").hasSize(2);
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains(hidden) || bytes.contains(adminHidden))
            .as(file.toString())
            .isFalse();
      }
    }
  }

  private Path verbose() throws IOException {
    return Files.writeString(folder.resolve("warder.yaml"), "log: {level: debug, format: json}\n");
  }

  @Test
  void killedInTheMiddleOfChangesItLosesNoneThatItAcknowledged() throws Exception {
    int rounds = Integer.getInteger("warder.kills", 2);
    Path data = folder.resolve("data");
    KilledServer.Result result = new KilledServer(data).run(rounds);
    assertThat(result.acknowledged()).isPositive();
    assertThat(result.lost()).isEmpty();
    assertThat(result.acceptedAfterRevocation()).isEmpty();
  }

  @Test
  void aSecondProcessIsRefusedTheData() throws Exception {
    Path data = folder.resolve("data");
    try (ServeProcess first = ServeProcess.start(data);
        ServeProcess second = ServeProcess.start(data)) {
      assertThat(second.ended()).isEqualTo(2);
      assertThat(second.talk()).contains("warder: ").contains(data.toString());
      assertThat(first.verdict(first.credential(), "x")).isEqualTo("malformed");
    }
  }

  @Test
  void whatMakesNoSenseStopsTheStartAndSaysWhatToWrite() throws Exception {
    Path typo = Files.writeString(folder.resolve("typo.yaml"), "limits:\n  boddy: 1MiB\n");
    for (List<String> line :
        List.of(
            List.of("--upstream", "localhost:1", "must be the address of an API"),
            List.of("--listen", "0.0.0.0:0", "unencrypted"),
            List.of("--listen", "nowhere", "must be an address and a port"),
            List.of(
                "--config",
                typo.toString(),
                "typo.yaml:2: there is no setting 'limits.boddy'"
                    + " (did you mean limits.body?)"))) {
      try (ServeProcess serve =
          ServeProcess.bare("--data", folder.resolve("d").toString(), line.get(0), line.get(1))) {
        assertThat(serve.ended()).as(serve.talk()).isEqualTo(2);
        assertThat(serve.talk()).startsWith("warder: ").contains(line.get(2));
      }
    }
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void aTakenAddressIsSaid() throws Exception {
    try (ServeProcess first = ServeProcess.start(folder.resolve("a"));
        ServeProcess second =
            ServeProcess.bare(
                "--data",
                folder.resolve("b").toString(),
                "--listen",
                "127.0.0.1:" + first.port())) {
      assertThat(second.ended()).isEqualTo(2);
      assertThat(second.talk()).contains("somebody else does");
    }
  }

  @Test
  void administratorsCredentialsSurviveAMassInvalidationOfEverything() throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      String admin = serve.credential();
      String[] key = serve.mint(admin, "acme");
      ServeProcess.Answer done =
          serve.ask(
              admin,
              "POST",
              "/v1/invalidations",
              "{\"where\":\"tenant = acme or tenant = warder\"}");
      assertThat(done.status()).as(done.toString()).isEqualTo(201);
      assertThat(serve.verdict(admin, key[0])).isEqualTo("invalidated");
    }
  }

  @Test
  void aCredentialThatMintsCannotMintItselfAGreaterOne() throws Exception {
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      String admin = serve.credential();
      ServeProcess.Answer minter =
          serve.ask(
              admin,
              "POST",
              "/v1/keys",
              "{\"tenant\":\"warder\",\"scope\":[\"POST /v1/keys\",\"* /v1/keys/**\"]}");
      String token = minter.text("secret");
      assertThat(serve.ask(token, "POST", "/v1/keys", "{\"tenant\":\"acme\"}").status())
          .isEqualTo(201);
      assertThat(
              serve
                  .ask(
                      token, "POST", "/v1/keys", "{\"tenant\":\"warder\",\"scope\":[\"* /v1/**\"]}")
                  .text("code"))
          .isEqualTo("not_allowed");
      String own = minter.body().path("key").path("id").asString("");
      ServeProcess.Answer hidden = serve.ask(token, "POST", "/v1/keys/" + own + ":rotate", "{}");
      ServeProcess.Answer absent =
          serve.ask(token, "POST", "/v1/keys/0000000000000000:rotate", "{}");
      assertThat(hidden.body()).isEqualTo(absent.body());
      assertThat(hidden.status()).isEqualTo(404);
      assertThat(serve.ask(token, "GET", "/v1/approvals", "").text("code"))
          .isEqualTo("not_allowed");
    }
  }

  @Test
  void aBackupOfARunningWarderIsRestoredWithEveryKeyAndRevocation() throws Exception {
    Path data = folder.resolve("data");
    Path copy = folder.resolve("copy");
    Path restored = folder.resolve("restored");
    String admin;
    String[] kept;
    String[] ended;
    try (ServeProcess serve = ServeProcess.start(data)) {
      admin = serve.credential();
      kept = serve.mint(admin, "acme");
      ended = serve.mint(admin, "acme");
      serve.ask(admin, "POST", "/v1/keys/" + ended[1] + ":revoke", "{}");
      assertThat(run(new BackupCommand(terminal()), "--data", data, "--with-peppers", copy))
          .isZero();
      assertThat(run(new BackupCommand(terminal()), "--data", data, copy))
          .as("no backup is written over")
          .isEqualTo(1);
    }
    assertThat(run(new RestoreCommand(terminal()), "--data", restored, copy)).isZero();
    try (ServeProcess serve = ServeProcess.start(restored)) {
      assertThat(serve.credential()).isEmpty();
      assertThat(serve.verdict(admin, kept[0])).isEqualTo("allowed");
      assertThat(serve.verdict(admin, ended[0])).isEqualTo("revoked");
    }
  }

  private static int run(Object command, Object... arguments) {
    return new CommandLine(command)
        .execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  private static Terminal terminal() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Terminal(nowhere, nowhere, 80, Terminal.Ink.PLAIN, Terminal.Talk.LOGGED);
  }
}

package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.keys.KeysCommand;
import dev.warder.server.serve.ServeProcess.Answer;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Approval by a second person in a real `warder serve`.
class TwoPersonsIT {
  private static final String PRIVILEGED =
      "{\"tenant\":\"acme\",\"privileged\":true,\"scope\":[\"GET /a\"]}";

  @TempDir private Path folder;

  private Path approving() throws Exception {
    return Files.writeString(folder.resolve("warder.yaml"), "keys:\n  approval: privileged\n");
  }

  private static List<String> credentials(ServeProcess serve) {
    return serve.talk().lines().map(String::strip).filter(l -> l.startsWith("wdr_live_")).toList();
  }

  private static String approval(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.body().path("approval").path("id").asString("");
  }

  @Test
  void eachNamedPersonGetsACredentialOnceAndOneAloneMakesNoPrivilegedKey() throws Exception {
    Path data = folder.resolve("data");
    String config = approving().toString();
    String wish;
    String alice;
    String bob;
    try (ServeProcess serve =
        ServeProcess.start(data, "--config", config, "--persons", "alice,bob")) {
      assertThat(credentials(serve)).as(serve.talk()).hasSize(2);
      assertThat(serve.talk())
          .contains("The credential of alice", "The credential of bob")
          .doesNotContain("nobody can approve");
      alice = credentials(serve).get(0);
      bob = credentials(serve).get(1);
      wish = approval(serve.ask(alice, "POST", "/v1/keys", PRIVILEGED));
      Answer own = serve.ask(alice, "POST", "/v1/approvals/" + wish + ":approve", "{}");
      assertThat(own.status()).isEqualTo(403);
      assertThat(own.text("code")).isEqualTo("approval_denied");
      assertThat(serve.ask(bob, "GET", "/v1/approvals", "").body().toString())
          .contains("\"asks\":\"mint\"", "\"asked_from\":\"127.0.0.1\"");
    }
    try (ServeProcess serve =
        ServeProcess.start(data, "--config", config, "--persons", "alice,bob")) {
      assertThat(credentials(serve)).isEmpty();
      assertThat(serve.ask(bob, "POST", "/v1/approvals/" + wish + ":approve", "{}").status())
          .isEqualTo(200);
    }
    try (ServeProcess serve = ServeProcess.start(data, "--config", config)) {
      assertThat(credentials(serve)).as("names are gone, nobody new is there").isEmpty();
      Answer minted = serve.ask(alice, "POST", "/v1/approvals/" + wish + ":collect", "{}");
      assertThat(minted.status()).isEqualTo(201);
      assertThat(serve.verdict(alice, minted.text("secret"))).isEqualTo("allowed");
      String id = minted.body().path("key").path("id").asString("");
      assertThat(serve.ask(alice, "POST", "/v1/approvals/" + wish + ":collect", "{}").status())
          .isEqualTo(403);

      String second =
          approval(
              serve.ask(
                  alice,
                  "POST",
                  "/v1/keys",
                  "{\"tenant\":\"warder\",\"privileged\":true,\"owner\":\"bob\","
                      + "\"principal\":\"bob\",\"scope\":[\"* /v1/**\"]}"));
      serve.ask(bob, "POST", "/v1/approvals/" + second + ":approve", "{}");
      String other =
          serve.ask(alice, "POST", "/v1/approvals/" + second + ":collect", "{}").text("secret");
      String rotation = approval(serve.ask(alice, "POST", "/v1/keys/" + id + ":rotate", "{}"));
      assertThat(serve.ask(other, "POST", "/v1/approvals/" + rotation + ":approve", "{}").status())
          .as("alice's second credential")
          .isEqualTo(403);
      assertThat(serve.ask(alice, "POST", "/v1/approvals/" + rotation + ":refuse", "{}").status())
          .isEqualTo(200);
    }
  }

  @Test
  void aloneOneIsToldAtTheStartHowASecondPersonComesToBe() throws Exception {
    Path data = folder.resolve("data");
    String config = approving().toString();
    try (ServeProcess serve = ServeProcess.start(data, "--config", config)) {
      assertThat(credentials(serve)).hasSize(1);
      assertThat(serve.talk()).contains("nobody can approve").contains("keys.persons");
    }
    try (ServeProcess serve = ServeProcess.start(data, "--config", config, "--persons", "bob")) {
      assertThat(credentials(serve)).hasSize(1);
      assertThat(serve.talk()).contains("The credential of bob").contains("nobody can approve");
    }
    try (ServeProcess serve =
        ServeProcess.start(data, "--config", config, "--persons", "bob,alice")) {
      assertThat(credentials(serve)).hasSize(1);
      assertThat(serve.talk()).contains("The credential of alice").doesNotContain("nobody can");
    }
  }

  @Test
  void onTheTerminalOneAsksAnotherLooksAndApprovesAndWhoAskedCollects() throws Exception {
    try (ServeProcess serve =
        ServeProcess.start(
            folder.resolve("data"), "--config", approving().toString(), "--persons", "alice,bob")) {
      Path alice = token("alice", credentials(serve).get(0));
      Path bob = token("bob", credentials(serve).get(1));
      String key = serve.ask(credentials(serve).get(0), "GET", "/v1/keys", "").body().toString();
      assertThat(key).contains("\"persons\":[\"alice\"]", "\"persons\":[\"bob\"]");
      String said =
          run(serve, alice, "mint", "--tenant", "acme", "--privileged", "--scope", "GET /a");
      assertThat(said).contains("A second person has to approve: warder keys approve wish-");
      String wish = said.substring(said.indexOf("wish-"), said.indexOf(';'));
      assertThat(run(serve, bob, "approvals"))
          .contains(wish + "  waiting  acme  mint", "GET /a", "asked by ", " from 127.0.0.1");
      assertThat(run(serve, alice, "approve", wish)).contains("Who asked cannot approve");
      assertThat(run(serve, bob, "approve", wish)).contains("approved");
      said = run(serve, alice, "collect", wish);
      assertThat(said).contains("wdr_live_");
      String id = said.substring(said.indexOf("Key ") + 4).lines().findFirst().orElseThrow();
      said = run(serve, alice, "change", id, "--scope", "GET /**");
      assertThat(said).contains("A second person has to approve");
      wish = said.substring(said.indexOf("wish-"), said.indexOf(';'));
      assertThat(run(serve, bob, "approvals")).contains("change " + id, "\"GET /**\"");
      run(serve, bob, "approve", wish);
      assertThat(run(serve, alice, "collect", wish)).contains("scope         GET /**");
    }
  }

  private Path token(String name, String text) throws Exception {
    Path file =
        Files.createFile(
            folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, text + "\n");
  }

  /// All that a command of the terminal says, as data or to whoever looks.
  private static String run(ServeProcess serve, Path token, String... line) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(List.of("--server", serve.url(), "--token-file", token.toString()));
    int _ =
        KeysCommand.of(
                new Terminal(print, print, 100, Terminal.Ink.PLAIN, Terminal.Talk.LOGGED), Map.of())
            .setExecutionExceptionHandler((failure, c, parsed) -> {
              print.println(failure.getMessage());
              return 2;
            })
            .execute(all.toArray(String[]::new));
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aNameThatCannotBeStopsTheStart() throws Exception {
    for (String name : List.of("Alice", "first", "0bob", "abcdefghijklmnop")) {
      try (ServeProcess serve =
          ServeProcess.bare("--data", folder.resolve("d").toString(), "--persons", name)) {
        assertThat(serve.ended()).as(name).isEqualTo(2);
        assertThat(serve.talk()).contains("keys.persons");
      }
    }
  }
}

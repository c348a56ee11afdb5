package dev.warder.server.keys;

import dev.warder.model.ErrorCode;
import dev.warder.server.json.Json;
import dev.warder.server.keys.Client.Answer;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What all commands that ask a running Warder share.
abstract class RemoteCommand implements Callable<Integer> {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private ServerOptions options = new ServerOptions();

  RemoteCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public final Integer call() {
    try (Client client = options.client(environment)) {
      return run(client);
    }
  }

  /// Asks, and prints the answer.
  abstract int run(Client client);

  final Terminal terminal() {
    return terminal;
  }

  final boolean asJson() {
    return options.asJson();
  }

  /// What whoever sits there types, asked for what cannot be undone.
  final String typed(String question) {
    if (terminal.talk() != Terminal.Talk.LIVE) {
      throw new CommandFailure(
          ErrorCode.USAGE, "nobody is there to be asked: look with --dry-run, then add --yes");
    }
    terminal.err().print(question);
    terminal.err().flush();
    try {
      String typed =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      return typed == null ? "" : typed.strip();
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.USAGE, "nothing was done", e);
    }
  }

  /// Prints a document for programs, in pure ASCII.
  final void print(JsonNode document) {
    try (JsonGenerator json = Json.to(terminal.out())) {
      MAPPER.writeTree(json, document);
    }
    terminal.out().println();
  }

  /// Prints a new key: the card to whoever looks, the secret alone as data, so that it can be piped
  /// into a vault.
  final int minted(Answer answer) {
    if (asJson()) {
      print(answer.body());
      return ExitCode.DONE;
    }
    JsonNode secret = answer.body().path("secret");
    if (answer.status() == 202) {
      return waits(answer);
    }
    terminal.err().println("Key " + KeyTable.text(answer.body().path("key"), "id"));
    if (secret.isMissingNode()) {
      terminal.err().println("It was minted before; its secret was shown then.");
    } else {
      terminal.err().println("Its secret, shown this once:");
      terminal.out().println(secret.asString(""));
    }
    return ExitCode.DONE;
  }

  /// Says that a second person has to approve, and how it goes on.
  private int waits(Answer answer) {
    JsonNode approval = answer.body().path("approval");
    terminal
        .err()
        .println(
            "A second person has to approve: warder keys approve "
                + KeyTable.text(approval, "id")
                + "; then you: warder keys collect "
                + KeyTable.text(approval, "id"));
    return ExitCode.DONE;
  }

  /// Prints one key, or that it waits to be changed.
  final int shown(Answer answer) {
    if (asJson()) {
      print(answer.body());
    } else if (answer.status() == 202) {
      return waits(answer);
    } else {
      KeyTable.card(answer.body(), terminal);
    }
    return ExitCode.DONE;
  }

  /// A text as part of a path or query.
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.server.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Changes of a key that need no more than a note.
abstract class NotedCommand extends RemoteCommand {
  private final String verb;

  @Parameters(paramLabel = "KEY", description = "The key's id.")
  private String id = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the record.")
  private String note = "";

  private NotedCommand(Terminal terminal, Map<String, String> environment, String verb) {
    super(terminal, environment);
    this.verb = verb;
  }

  @Override
  final int run(Client client) {
    String body =
        JsonText.text(json -> {
          json.writeStartObject();
          json.writeStringProperty("note", note);
          json.writeEndObject();
        });
    return shown(client.post("/v1/keys/" + encoded(id) + ":" + verb, body));
  }

  /// `warder keys fence`.
  @Command(
      name = "fence",
      description = "Keep a suspect key from making and changing keys.",
      mixinStandardHelpOptions = true)
  static final class Fence extends NotedCommand {
    Fence(Terminal terminal, Map<String, String> environment) {
      super(terminal, environment, "fence");
    }
  }

  /// `warder keys unfence`.
  @Command(
      name = "unfence",
      description = "Let a fenced key do again what its scope says.",
      mixinStandardHelpOptions = true)
  static final class Unfence extends NotedCommand {
    Unfence(Terminal terminal, Map<String, String> environment) {
      super(terminal, environment, "unfence");
    }
  }

  /// `warder keys revoke`.
  @Command(
      name = "revoke",
      description = "End a key for ever; nothing is accepted after the answer.",
      mixinStandardHelpOptions = true)
  static final class Revoke extends NotedCommand {
    Revoke(Terminal terminal, Map<String, String> environment) {
      super(terminal, environment, "revoke");
    }
  }
}

package dev.warder.server.keys;

import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// What is done about wishes for privileged keys.
abstract class ApprovalCommand extends RemoteCommand {
  private final String verb;

  @Parameters(paramLabel = "ID", description = "The approval's id.")
  private String id = "";

  private ApprovalCommand(Terminal terminal, Map<String, String> environment, String verb) {
    super(terminal, environment);
    this.verb = verb;
  }

  @Override
  final int run(Client client) {
    Client.Answer answer = client.post("/v1/approvals/" + encoded(id) + ":" + verb, "");
    if (verb.equals("collect")) {
      return minted(answer);
    }
    if (asJson()) {
      print(answer.body());
    } else {
      terminal().out().println(line(answer.body()));
    }
    return ExitCode.DONE;
  }

  private static String line(JsonNode approval) {
    return KeyTable.text(approval, "id")
        + "  "
        + KeyTable.text(approval, "state")
        + "  "
        + KeyTable.text(approval, "tenant")
        + "  asked by "
        + KeyTable.text(approval, "asked_by");
  }

  /// `warder keys approvals`.
  @Command(
      name = "approvals",
      description = "List wishes for privileged keys.",
      mixinStandardHelpOptions = true)
  static final class Approvals extends RemoteCommand {
    Approvals(Terminal terminal, Map<String, String> environment) {
      super(terminal, environment);
    }

    @Override
    int run(Client client) {
      JsonNode body = client.get("/v1/approvals").body();
      if (asJson()) {
        print(body);
      } else {
        body.path("approvals").forEach(approval -> terminal().out().println(line(approval)));
      }
      return ExitCode.DONE;
    }
  }

  /// `warder keys approve`.
  @Command(
      name = "approve",
      description = "Approve somebody else's wish for a privileged key.",
      mixinStandardHelpOptions = true)
  static final class Approve extends ApprovalCommand {
    Approve(Terminal terminal, Map<String, String> environment) {
      super(terminal, environment, "approve");
    }
  }

  /// `warder keys refuse`.
  @Command(
      name = "refuse",
      description = "Refuse a wish for a key, or take one's own back.",
      mixinStandardHelpOptions = true)
  static final class Refuse extends ApprovalCommand {
    Refuse(Terminal terminal, Map<String, String> environment) {
      super(terminal, environment, "refuse");
    }
  }

  /// `warder keys collect`.
  @Command(
      name = "collect",
      description = "Mint the key of an approved wish of one's own.",
      mixinStandardHelpOptions = true)
  static final class Collect extends ApprovalCommand {
    Collect(Terminal terminal, Map<String, String> environment) {
      super(terminal, environment, "collect");
    }
  }
}

package dev.warder.server.keys;

import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What is done about wishes that a second person has to approve.
abstract class ApprovalCommand extends RemoteCommand {

  /// What the line says apart.
  private static final List<String> SAID =
      List.of(
          "id",
          "state",
          "asks",
          "tenant",
          "of",
          "version",
          "asked_by",
          "asked_from",
          "asked",
          "decided_by",
          "key");

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
      return collected(answer);
    }
    if (asJson()) {
      print(answer.body());
    } else {
      terminal().out().println(line(answer.body()));
    }
    return ExitCode.DONE;
  }

  /// A new key is shown as one that was minted, another as it is now.
  private int collected(Client.Answer answer) {
    if (asJson() || answer.body().has("secret")) {
      return minted(answer);
    }
    KeyTable.card(answer.body().path("key"), terminal());
    return ExitCode.DONE;
  }

  private static String line(JsonNode approval) {
    String of = KeyTable.text(approval, "of");
    String from = KeyTable.text(approval, "asked_from");
    return KeyTable.text(approval, "id")
        + "  "
        + KeyTable.text(approval, "state")
        + "  "
        + KeyTable.text(approval, "tenant")
        + "  "
        + KeyTable.text(approval, "asks")
        + (of.isEmpty() ? "" : " " + of)
        + wanted(approval)
        + "  asked by "
        + KeyTable.text(approval, "asked_by")
        + (from.isEmpty() ? "" : " from " + from);
  }

  /// What would be, as the server wrote it, whatever that is: nothing is left out.
  private static String wanted(JsonNode approval) {
    ObjectNode wanted = JsonMapper.shared().createObjectNode();
    for (Map.Entry<String, JsonNode> field : approval.properties()) {
      if (!SAID.contains(field.getKey())) {
        wanted.set(field.getKey(), field.getValue());
      }
    }
    return wanted.isEmpty() ? "" : "  " + Visible.text(wanted.toString());
  }

  /// `warder keys approvals`.
  @Command(
      name = "approvals",
      description = "List what waits for a second person, or waited.",
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
      description = "Approve what another person asked for.",
      mixinStandardHelpOptions = true)
  static final class Approve extends ApprovalCommand {
    Approve(Terminal terminal, Map<String, String> environment) {
      super(terminal, environment, "approve");
    }
  }

  /// `warder keys refuse`.
  @Command(
      name = "refuse",
      description = "Refuse what was asked for, or take one's own wish back.",
      mixinStandardHelpOptions = true)
  static final class Refuse extends ApprovalCommand {
    Refuse(Terminal terminal, Map<String, String> environment) {
      super(terminal, environment, "refuse");
    }
  }

  /// `warder keys collect`.
  @Command(
      name = "collect",
      description = "Have one's own approved wish carried out.",
      mixinStandardHelpOptions = true)
  static final class Collect extends ApprovalCommand {
    Collect(Terminal terminal, Map<String, String> environment) {
      super(terminal, environment, "collect");
    }
  }
}

package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `warder journal forget`: shows what would be taken away, asks, and has a tenant forgotten. Asks
/// the running server, which alone may write.
@Command(
    name = "forget",
    description =
        "Take away for ever what is personal of a tenant all of whose keys are ended, through the"
            + " running server. Its keys stay known as revoked.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ForgetCommand extends RemoteCommand {
  @Option(names = "--tenant", paramLabel = "ID", required = true, description = "Which tenant.")
  private String tenant = "";

  @Option(names = "--dry-run", description = "Only show what would be taken away.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  public ForgetCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    if (dryRun || !yes) {
      JsonNode preview = client.post("/v1/forgettings/previews", body("")).body();
      if (dryRun) {
        show(preview);
        return ExitCode.DONE;
      }
      told(preview);
      String typed = typed("Type the tenant's name to forget it for ever: ");
      if (!typed.equals(tenant)) {
        throw new CommandFailure(ErrorCode.USAGE, "nothing was done");
      }
    }
    show(client.post("/v1/forgettings", body(tenant)).body());
    return ExitCode.DONE;
  }

  private String body(String confirm) {
    return JsonText.text(json -> {
      json.writeStartObject();
      json.writeStringProperty("tenant", tenant);
      JsonText.optional(json, "confirm", confirm);
      json.writeEndObject();
    });
  }

  private void show(JsonNode document) {
    if (asJson()) {
      print(document);
    } else {
      told(document);
    }
  }

  private void told(JsonNode document) {
    boolean done = document.has("forgotten");
    long open = document.path("open_keys").asLong(0);
    say(
        Visible.text(tenant)
            + (done
                ? " is forgotten, since " + KeyTable.text(document, "forgotten")
                : " is not forgotten"));
    say(
        (done ? "  gone:  " : "  would go:  ")
            + "principal, owner, contact, runbook, note, labels and addresses of "
            + Wording.count(document.path("keys").asLong(0), "key", "keys")
            + " and "
            + Wording.count(document.path("wishes").asLong(0), "wish", "wishes")
            + "; paths and addresses of every call");
    say(
        (done ? "  stays: " : "  would stay: ")
            + "ids, hashes and grants, so that no key of it is ever accepted again");
    if (open > 0) {
      say(
          "  in the way: "
              + Wording.count(open, "key is", "keys are")
              + " not ended; end them first (warder keys revoke, or invalidate)");
    }
    if (document.has("rows_behind")) {
      say(
          "  rows still hold it ("
              + KeyTable.text(document, "rows_behind")
              + "); they are written anew by themselves");
    }
  }

  private void say(String line) {
    terminal().err().println(line);
  }
}

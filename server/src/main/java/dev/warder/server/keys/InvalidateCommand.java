package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Wording;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// `warder keys invalidate`: shows what would be hit, asks, and ends those keys all at once.
@Command(
    name = "invalidate",
    description = "End all keys that a selector picks, in force at once; shows first what it hits.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class InvalidateCommand extends RemoteCommand {
  @Option(
      names = "--where",
      paramLabel = "SELECTOR",
      required = true,
      description = "Which keys; docs/policy.md has the language.")
  private String where = "";

  @Option(names = "--dry-run", description = "Only show what would be hit.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  InvalidateCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    HistorySearch search = new HistorySearch(terminal());
    where = HistorySearch.settled(where, InstantSource.system());
    JsonNode preview =
        search.patiently(() -> client.post("/v1/invalidations/previews", body("")).body());
    if (dryRun) {
      show(preview, "would_hit");
      if (!asJson()) {
        search.reach(preview);
      }
      return ExitCode.DONE;
    }
    if (!yes) {
      told(preview.path("selector").asString(""), preview.path("would_hit"), "would end");
      search.reach(preview);
      ask(preview.path("would_hit").path("keys").asLong(0));
    }
    JsonNode done =
        client.post("/v1/invalidations", body(preview.path("preview").asString(""))).body();
    show(done, "counted");
    return ExitCode.DONE;
  }

  private String body(String preview) {
    return JsonText.text(json -> {
      json.writeStartObject();
      json.writeStringProperty("where", where);
      if (!preview.isEmpty()) {
        json.writeStringProperty("preview", preview);
      }
      json.writeEndObject();
    });
  }

  private void show(JsonNode document, String hit) {
    if (asJson()) {
      print(document);
      return;
    }
    boolean done = hit.equals("counted");
    told(document.path("selector").asString(""), document.path(hit), done ? "ended" : "would end");
    if (done) {
      terminal()
          .err()
          .println(
              "In force. Since the preview "
                  + document.path("new_since_preview").asLong(0)
                  + " came to it and "
                  + document.path("gone_since_preview").asLong(0)
                  + " fell out of it. ["
                  + document.path("id").asString("")
                  + "]");
    }
  }

  private void told(String selector, JsonNode hit, String verb) {
    terminal().err().println(dev.warder.server.text.Visible.text(selector));
    terminal()
        .err()
        .println(
            "  "
                + verb
                + " "
                + Wording.count(hit.path("keys").asLong(0), "key", "keys")
                + " of "
                + Wording.count(hit.path("tenants").asLong(0), "tenant", "tenants")
                + ", "
                + Wording.count(hit.path("privileged").asLong(0))
                + " privileged");
    terminal()
        .err()
        .println(
            "  used in the last hour "
                + Wording.count(hit.path("used_last_hour").asLong(0))
                + ", day "
                + Wording.count(hit.path("used_last_day").asLong(0))
                + ", month "
                + Wording.count(hit.path("used_last_month").asLong(0)));
  }

  private void ask(long keys) {
    String typed = typed("Type the number of keys to end them for ever: ");
    if (!typed.replace(",", "").equals(Long.toString(keys))) {
      throw new CommandFailure(ErrorCode.USAGE, "nothing was done");
    }
  }
}

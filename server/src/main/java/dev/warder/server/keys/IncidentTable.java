package dev.warder.server.keys;

import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.DisplayWidth;
import dev.warder.server.text.Wording;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Incidents on a terminal: a table of many, a card of one.
///
/// Guarantees every text of the server's is printed through [Visible]
final class IncidentTable {
  private static final int UID = 20;
  private static final int TIME = 18;
  private static final int SEVERITY = 10;
  private static final int RISK = 6;
  private static final int STATUS = 24;

  private IncidentTable() {}

  static void list(JsonNode incidents, Terminal terminal) {
    if (incidents.isEmpty()) {
      return;
    }
    line(List.of("INCIDENT", "TOLD (UTC)", "SEVERITY", "RISK", "STATUS", "WHAT"), terminal);
    for (JsonNode incident : incidents) {
      line(
          List.of(
              KeyTable.text(incident.path("metadata"), "uid"),
              time(incident),
              KeyTable.text(incident, "severity"),
              KeyTable.text(incident, "risk_score"),
              status(incident),
              KeyTable.text(incident, "desc")),
          terminal);
    }
  }

  private static void line(List<String> cells, Terminal terminal) {
    String line =
        DisplayWidth.pad(cells.get(0), UID)
            + DisplayWidth.pad(cells.get(1), TIME)
            + DisplayWidth.pad(cells.get(2), SEVERITY)
            + DisplayWidth.pad(cells.get(3), RISK)
            + DisplayWidth.pad(cells.get(4), STATUS)
            + cells.get(5);
    terminal.out().println(DisplayWidth.fit(line, terminal.columns()));
  }

  static void card(JsonNode told, Terminal terminal) {
    JsonNode incident = told.path("incident");
    terminal.out().println(KeyTable.text(incident, "desc"));
    terminal
        .out()
        .println(
            KeyTable.text(incident.path("metadata"), "uid")
                + ", "
                + time(incident)
                + " UTC, "
                + KeyTable.text(incident, "severity")
                + ", risk "
                + KeyTable.text(incident, "risk_score")
                + ", "
                + status(incident));
    String comment = KeyTable.text(incident, "comment");
    if (!comment.isEmpty()) {
      terminal.out().println(comment);
    }
    terminal.out().println();
    terminal.out().println(KeyTable.text(incident, "message"));
    terminal.out().println();
    for (JsonNode finding : told.path("findings")) {
      terminal
          .out()
          .println(time(finding) + "  " + KeyTable.text(finding.path("finding_info"), "title"));
      terminal.out().println("  " + KeyTable.text(finding.path("finding_info"), "desc"));
    }
    terminal.out().println();
    terminal.out().println("What to do: " + KeyTable.text(incident.path("remediation"), "desc"));
  }

  /// `new`, `reopened`, or `closed: false positive` and the like.
  static String status(JsonNode incident) {
    String verdict = KeyTable.text(incident, "verdict");
    if (!verdict.isEmpty()) {
      return "closed: " + verdict.toLowerCase(Locale.ROOT);
    }
    boolean wasClosed = incident.path("unmapped").path("warder").has("closing");
    return wasClosed ? "reopened" : KeyTable.text(incident, "status").toLowerCase(Locale.ROOT);
  }

  private static String time(JsonNode event) {
    return Wording.minute(event.path("time").asLong(0) * 1_000);
  }
}

package dev.warder.server.keys;

import dev.warder.policy.posture.Weakness;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.DisplayWidth;
import dev.warder.server.text.Visible;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Keys on a terminal: a table of many, a card of one.
///
/// Guarantees every text of the server's is printed through [Visible]
final class KeyTable {
  private static final List<String> CARD =
      List.of(
          "id",
          "tenant",
          "state",
          "environment",
          "privileged",
          "principal",
          "owner",
          "contact",
          "binding",
          "mode",
          "minted",
          "expires",
          "overlap_ends",
          "parent",
          "successor",
          "honey",
          "note",
          "last_used",
          "last_source",
          "version");
  private static final List<String> LISTS =
      List.of("scope", "exempt", "places", "hours", "limits", "held");

  private KeyTable() {}

  static void list(JsonNode keys, Terminal terminal) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("KEY", "TENANT", "STATE", "LAST USED", "SCOPE"));
    for (JsonNode key : keys) {
      rows.add(
          List.of(
              text(key, "id"),
              text(key, "tenant"),
              text(key, "state") + (key.path("privileged").asBoolean(false) ? "!" : ""),
              minute(text(key, "last_used")),
              joined(key.path("scope"))));
    }
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], Math.min(40, DisplayWidth.of(row.get(i))));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns - 1; i++) {
        line.append(DisplayWidth.pad(DisplayWidth.fit(row.get(i), widths[i]), widths[i] + 2));
      }
      line.append(row.getLast());
      terminal.out().println(DisplayWidth.fit(line.toString(), terminal.columns()));
    }
  }

  static void card(JsonNode key, Terminal terminal) {
    for (String field : CARD) {
      line(terminal, field, text(key, field));
    }
    for (String field : LISTS) {
      line(terminal, field, joined(key.path(field)));
    }
    line(terminal, "persons", joined(key.path("persons")));
    line(
        terminal,
        "imported",
        (text(key.path("imported"), "format") + " " + text(key.path("imported"), "id")).strip());
    for (JsonNode word : key.path("posture")) {
      String name = Visible.text(word.asString(""));
      Weakness weakness = Weakness.of(name);
      line(
          terminal,
          "posture",
          weakness == null ? name : name + ": " + weakness.title() + ". " + weakness.advice());
    }
    line(terminal, "integration", text(key.path("integration"), "kind"));
    line(terminal, "runbook", text(key.path("integration"), "runbook"));
    key.path("labels")
        .properties()
        .forEach(label ->
            line(
                terminal,
                "label",
                Visible.text(label.getKey()) + "=" + Visible.text(label.getValue().asString(""))));
  }

  private static void line(Terminal terminal, String field, String value) {
    if (!value.isEmpty()) {
      terminal.out().println(DisplayWidth.pad(field.replace('_', ' '), 14) + value);
    }
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? "" : Visible.text(value.asString(""));
  }

  private static String joined(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(Visible.text(item.asString(""))));
    return String.join(", ", texts);
  }

  private static String minute(String time) {
    return time.isEmpty()
        ? "never"
        : time.length() < 16 ? time : time.substring(0, 16).replace('T', ' ');
  }
}

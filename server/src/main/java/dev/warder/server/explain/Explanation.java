package dev.warder.server.explain;

import dev.warder.model.Severity;
import dev.warder.server.terminal.Paint;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.DisplayWidth;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// A recorded finding or incident in words: what, how sure, usual against seen, which calls, and
/// what an honest caller could have been doing.
final class Explanation {
  private static final int MOST_EVIDENCE = 12;
  private static final int BAR = 20;

  private final Paint paint;
  private final int columns;
  private final List<String> lines = new ArrayList<>();

  Explanation(Terminal terminal) {
    this.paint = terminal.paint();
    this.columns = terminal.columns();
  }

  List<String> of(JsonNode line, RecordedFindings recorded) {
    lines.clear();
    if (line.path("class_uid").asInt() == RecordedFindings.INCIDENT) {
      incident(line, recorded);
    } else {
      finding(line);
    }
    return lines;
  }

  private void incident(JsonNode line, RecordedFindings recorded) {
    title(line, text(line.path("desc")));
    paragraph("", text(line.path("message")));
    JsonNode details = line.path("unmapped").path("warder");
    paragraph("one because ", joined(details.path("joined_by"), "; "));
    paragraph("to do       ", joined(details.path("advice"), " "));
    line.path("finding_info_list")
        .valueStream()
        .map(f -> recorded.get(f.path("uid").asString("")))
        .filter(Objects::nonNull)
        .forEach(finding -> {
          lines.add("");
          finding(finding);
        });
  }

  private void finding(JsonNode line) {
    JsonNode info = line.path("finding_info");
    JsonNode warder = line.path("unmapped").path("warder");
    title(line, text(info.path("title")));
    paragraph("", text(info.path("desc")));
    paragraph("detection   ", text(warder.path("detection_id")) + ", id " + text(info.path("uid")));
    paragraph("techniques  ", techniques(info.path("attacks")));
    evidence(warder);
    calls(line.path("evidences"));
    JsonNode innocent = warder.path("innocent");
    lines.add("");
    paragraph(
        "innocent    ",
        text(innocent.path("story"))
            + " (explains it worse than theft by "
            + Wording.decimal(innocent.path("nats").asDouble(0))
            + " nats)");
    paragraph("what if     ", text(warder.path("counterfactual")));
    paragraph("to do       ", text(line.path("remediation").path("desc")));
  }

  private void title(JsonNode line, String title) {
    Severity severity = severity(line.path("severity_id").asInt(1));
    String badge = " " + severity.name() + " ";
    lines.add(
        paint.severity(severity, badge)
            + " "
            + paint.bold(DisplayWidth.fit(title, columns - badge.length() - 1)));
    lines.add(
        paint.faint(
            Wording.second(line.path("time").asLong(0) * 1_000)
                + " UTC, "
                + (line.has("confidence_score")
                    ? "confidence " + line.path("confidence_score").asInt() + " of 100"
                    : "risk " + line.path("risk_score").asString("?") + " of 100")));
  }

  private static Severity severity(int id) {
    return Arrays.stream(Severity.values())
        .filter(s -> s.id() == id)
        .findFirst()
        .orElse(Severity.INFORMATIONAL);
  }

  private void evidence(JsonNode warder) {
    double threshold = warder.path("threshold_nats").asDouble(0);
    double nats = warder.path("evidence_nats").asDouble(0);
    lines.add("");
    lines.add(
        paint.bold("Evidence ")
            + Wording.decimal(nats)
            + " nats, "
            + Wording.decimal(threshold)
            + " needed");
    double strongest =
        warder
            .path("facets")
            .valueStream()
            .mapToDouble(f -> f.path("nats").asDouble(0))
            .max()
            .orElse(1);
    for (JsonNode facet : warder.path("facets")) {
      facet(facet, Math.max(strongest, 0.1));
    }
  }

  private void facet(JsonNode facet, double strongest) {
    double nats = facet.path("nats").asDouble(0);
    int filled = (int) Math.round(BAR * Math.clamp(nats / strongest, 0, 1));
    String number = Wording.decimal(nats);
    lines.add(
        "  "
            + DisplayWidth.pad(text(facet.path("label")), 38)
            + " ".repeat(Math.max(0, 7 - number.length()))
            + number
            + "  "
            + paint.accent("#".repeat(filled)));
    paragraph("      usual  ", text(facet.path("usual")));
    paragraph("      seen   ", text(facet.path("seen")));
  }

  private void calls(JsonNode evidences) {
    lines.add("");
    lines.add(paint.bold("Calls it rests on"));
    int shown = 0;
    for (JsonNode call : evidences) {
      if (shown++ == MOST_EVIDENCE) {
        lines.add("  and " + (evidences.size() - MOST_EVIDENCE) + " more in the file");
        return;
      }
      String line =
          Wording.second(call.path("data").path("time").asLong(0) * 1_000)
              + "  "
              + DisplayWidth.pad(text(call.path("src_endpoint").path("ip")), 16)
              + " "
              + DisplayWidth.pad(text(call.path("data").path("result")), 12)
              + " "
              + text(call.path("api").path("operation"));
      lines.add("  " + DisplayWidth.fit(line, columns - 2));
    }
  }

  private void paragraph(String label, String body) {
    if (body.isEmpty()) {
      return;
    }
    String indent = " ".repeat(Math.min(label.length(), 13));
    List<String> folded = DisplayWidth.fold(label + body, columns - indent.length());
    lines.add(folded.getFirst());
    folded.stream().skip(1).forEach(rest -> lines.add(indent + rest));
  }

  private static String techniques(JsonNode attacks) {
    return attacks
        .valueStream()
        .map(a -> {
          JsonNode sub = a.path("sub_technique");
          JsonNode shown = sub.isMissingNode() ? a.path("technique") : sub;
          return text(shown.path("uid")) + " " + text(shown.path("name"));
        })
        .distinct()
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  private static String joined(JsonNode strings, String separator) {
    return String.join(separator, strings.valueStream().map(Explanation::text).toList());
  }

  private static String text(JsonNode node) {
    return Visible.text(node.asString(""));
  }
}

package dev.warder.server.analyze;

import dev.warder.model.Technique;
import dev.warder.model.finding.Incident;
import dev.warder.server.terminal.Paint;
import dev.warder.server.text.DisplayWidth;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// One incident in four lines: what, which key from where, which techniques, how fast caught.
final class IncidentLines {
  private static final String INDENT = "              ";

  private final Paint paint;
  private final int columns;

  IncidentLines(Paint paint, int columns) {
    this.paint = paint;
    this.columns = columns;
  }

  List<String> of(Incident incident) {
    List<String> lines = new ArrayList<>();
    String badge = " " + incident.severity().name().toUpperCase(Locale.ROOT) + " ";
    int room = columns - INDENT.length();
    lines.add(
        "  "
            + paint.severity(incident.severity(), DisplayWidth.fit(badge, 11))
            + " ".repeat(Math.max(1, 12 - DisplayWidth.of(DisplayWidth.fit(badge, 11))))
            + paint.bold(DisplayWidth.fit(Visible.text(incident.title()), room)));
    lines.add(INDENT + DisplayWidth.fit(who(incident), room));
    lines.add(INDENT + paint.faint(DisplayWidth.fit(techniques(incident), room)));
    lines.add(INDENT + paint.accent(DisplayWidth.fit(when(incident), room)));
    return lines;
  }

  private String who(Incident incident) {
    return list("key ", incident.credentials())
        + list(" from ", incident.sources())
        + list(" with ", incident.clients())
        + list(" of ", incident.tenants());
  }

  private static String techniques(Incident incident) {
    return incident.techniques().stream()
        .map(Technique::uid)
        .map(Visible::text)
        .distinct()
        .collect(Collectors.joining(" → "));
  }

  private static String when(Incident incident) {
    long untilCaught = Math.max(0, incident.timeMicros() - incident.firstActivityMicros());
    return Wording.span(incident.firstActivityMicros(), incident.lastActivityMicros())
        + " UTC; caught after "
        + Wording.count(incident.callsBeforeFirstFinding(), "call", "calls")
        + ", "
        + Wording.durationMicros(untilCaught);
  }

  private static String list(String lead, List<String> values) {
    if (values.isEmpty()) {
      return "";
    }
    String first = DisplayWidth.fitMiddle(Visible.text(values.getFirst()), 26);
    return lead + first + (values.size() > 1 ? " +" + (values.size() - 1) : "");
  }
}

package dev.warder.server.keys;

import dev.warder.keys.foreign.LineFault;
import dev.warder.server.keys.ImportPieces.Line;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// What became of all lines of a file.
///
/// Bounds the first 100 lines that were refused are kept, of 20 a person is told
final class ImportTally {
  private static final int MOST_KEPT = 100;
  private static final int MOST_TOLD = 20;

  /// Of these lines nothing could be read at all.
  private static final Set<String> UNREADABLE =
      Set.of(
          word(LineFault.LINE_TOO_LONG),
          word(LineFault.NOT_UTF8),
          word(LineFault.MALFORMED_JSON),
          word(LineFault.MALFORMED_CSV));

  private final Map<String, Long> faults = new TreeMap<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private long taken;
  private long known;

  private record Refusal(long line, String fault, String field, String advice) {}

  /// A line that was not sent.
  void refuse(long line, LineFault fault) {
    faults.merge(word(fault), 1L, Long::sum);
    keep(new Refusal(line, word(fault), "", fault.advice()));
  }

  /// What the server said of a piece.
  void add(JsonNode answer, List<Line> piece) {
    taken += answer.path("taken").asLong(0);
    known += answer.path("known").asLong(0);
    answer
        .path("faults")
        .properties()
        .forEach(fault ->
            faults.merge(Visible.text(fault.getKey()), fault.getValue().asLong(0), Long::sum));
    for (JsonNode refusal : answer.path("refusals")) {
      int at = refusal.path("line").asInt(0) - 1;
      long line = at >= 0 && at < piece.size() ? piece.get(at).number() : 0;
      keep(
          new Refusal(
              line,
              KeyTable.text(refusal, "fault"),
              KeyTable.text(refusal, "field"),
              KeyTable.text(refusal, "advice")));
    }
  }

  private void keep(Refusal refusal) {
    if (refusals.size() < MOST_KEPT) {
      refusals.add(refusal);
    }
  }

  long refused() {
    return faults.values().stream().mapToLong(count -> count).sum();
  }

  /// Whether there was not one line of which anything could be read.
  boolean isUnreadable() {
    return taken + known == 0 && UNREADABLE.containsAll(faults.keySet());
  }

  /// Tells people: the sums as data, the lines that were refused as talk.
  void tell(Terminal terminal, String verb) {
    for (Refusal refusal : inOrder(MOST_TOLD)) {
      terminal
          .err()
          .println(
              "line "
                  + Wording.count(refusal.line())
                  + ": "
                  + refusal.fault()
                  + (refusal.field().isEmpty() ? "" : " (" + refusal.field() + ")")
                  + ": "
                  + refusal.advice());
    }
    if (refused() > MOST_TOLD) {
      faults.forEach((fault, count) ->
          terminal.err().println("  " + Wording.count(count, "line", "lines") + ": " + fault));
    }
    terminal
        .out()
        .println(
            Wording.count(taken, "key", "keys")
                + " "
                + verb
                + ", "
                + Wording.count(known)
                + " known before, "
                + Wording.count(refused(), "line", "lines")
                + " refused");
  }

  private List<Refusal> inOrder(int most) {
    return refusals.stream().sorted(Comparator.comparingLong(Refusal::line)).limit(most).toList();
  }

  /// Writes it as properties of the object that is open.
  void write(JsonGenerator json) {
    json.writeNumberProperty("taken", taken);
    json.writeNumberProperty("known", known);
    json.writeNumberProperty("refused", refused());
    json.writeObjectPropertyStart("faults");
    faults.forEach(json::writeNumberProperty);
    json.writeEndObject();
    json.writeArrayPropertyStart("refusals");
    for (Refusal refusal : inOrder(MOST_KEPT)) {
      json.writeStartObject();
      json.writeNumberProperty("line", refusal.line());
      json.writeStringProperty("fault", refusal.fault());
      if (!refusal.field().isEmpty()) {
        json.writeStringProperty("field", refusal.field());
      }
      json.writeStringProperty("advice", refusal.advice());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String word(LineFault fault) {
    return fault.name().toLowerCase(Locale.ROOT);
  }
}

package dev.warder.server.analyze;

import dev.warder.collect.FileReport;
import dev.warder.engine.drift.Drift;
import dev.warder.model.inventory.Inventory;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.summary.DriftWords;
import dev.warder.server.summary.Losses;
import dev.warder.server.summary.NextSteps;
import dev.warder.server.summary.PostureEntry;
import dev.warder.server.summary.SpecEntry;
import dev.warder.server.summary.Verdict;
import dev.warder.server.terminal.Paint;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.DisplayWidth;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The answer on a terminal, about a screen long: read, lost, seen, incidents, weak keys, next.
///
/// Guarantees every string of the logs is printed through [Visible]; no line is wider than the
/// terminal
final class FirstScreen {
  private static final int MOST_INCIDENTS = 5;
  private static final int MOST_POSTURE = 5;
  private static final int MOST_ROW_LINES = 3;
  private static final int LABEL = 9;

  private static final int MAX_TROUBLED = 2;
  private final AnalyzeResult result;
  private final Paint paint;
  private final int columns;
  private final List<String> lines = new ArrayList<>();

  private FirstScreen(AnalyzeResult result, Terminal terminal) {
    this.result = result;
    this.paint = terminal.paint();
    this.columns = terminal.columns();
  }

  /// @param findingsFile where the findings were written, empty if they were not
  /// @param inputs what was analysed, as typed
  static List<String> of(
      AnalyzeResult result, Terminal terminal, String findingsFile, List<String> inputs) {
    FirstScreen screen = new FirstScreen(result, terminal);
    Verdict verdict = Verdict.of(result.analysis());
    screen.readAndLost();
    screen.seen();
    screen.comparisons();
    if (!result.rules().isNone()) {
      RuleLines.of(result.rules()).forEach(screen::row);
    }
    screen.incidents(verdict);
    screen.posture();
    screen.next(NextSteps.of(verdict, findingsFile, inputs));
    return screen.lines;
  }

  private void readAndLost() {
    Losses losses = new Losses(result.collected());
    Inventory inventory = result.analysis().inventory();
    boolean goesOn = result.drift() != null;
    long read = goesOn ? result.collected().delivered() : inventory.activities();
    String span = Wording.span(inventory.firstMicros(), inventory.lastMicros()) + " UTC";
    row(
        "read",
        Wording.count(read, "activity", "activities")
            + " from "
            + Wording.count(losses.filesRead(), "file", "files")
            + " ("
            + losses.formatNames()
            + ")"
            + (goesOn ? "" : ", " + span));
    if (goesOn) {
      row(
          "known",
          Wording.count(inventory.activities(), "activity", "activities")
              + " with those of earlier runs, "
              + span);
    }
    if (losses.isNothing()) {
      row("lost", "nothing" + duplicates());
    } else {
      lost(losses);
    }
    if (losses.troubled().size() < MAX_TROUBLED) {
      aside(losses.withoutCalls());
    }
    if (losses.filesWithoutKeys() > 0) {
      row(
          "keys",
          "no key column in "
              + Wording.count(losses.filesWithoutKeys(), "file", "files")
              + ": principals stand for keys; --key-field tells where keys are");
    }
  }

  /// What lies among the logs and is none: no loss, but said where trouble leaves room on the
  /// screen.
  private void aside(List<FileReport> files) {
    if (files.isEmpty()) {
      return;
    }
    String named =
        files.stream()
            .limit(2)
            .map(file ->
                DisplayWidth.fitMiddle(Visible.text(file.name()), columns / 2)
                    + (file.note().isEmpty() ? "" : " (" + Visible.text(file.note()) + ")"))
            .collect(Collectors.joining(", "));
    row(
        "aside",
        Wording.count(files.size(), "file without calls", "files without calls")
            + ": "
            + named
            + (files.size() > 2 ? ", ..." : ""));
  }

  private void lost(Losses losses) {
    row("lost", lostRecords(losses));
    List<String> places = losses.firstPlaces(2);
    if (!places.isEmpty()) {
      row("", "first at " + String.join(", ", places));
    }
    losses.troubled().stream()
        .limit(MAX_TROUBLED)
        .forEach(f ->
            row(
                "",
                Wording.word(f.status())
                    + ": "
                    + DisplayWidth.fitMiddle(Visible.text(f.name()), columns / 2)
                    + (f.note().isEmpty() ? "" : ", " + Visible.text(f.note()))));
  }

  private String lostRecords(Losses losses) {
    return Wording.count(result.collected().skipped(), "record", "records")
        + (losses.reasons().isEmpty() ? "" : " (" + losses.reasons() + ")")
        + duplicates();
  }

  private String duplicates() {
    long duplicates = result.collected().duplicates();
    return duplicates == 0
        ? ""
        : "; " + Wording.count(duplicates, "duplicate", "duplicates") + " left out";
  }

  private void seen() {
    Inventory inventory = result.analysis().inventory();
    long operations = inventory.apis().stream().mapToLong(a -> a.operations().size()).sum();
    long consumers = inventory.credentials().stream().mapToLong(c -> c.strands().size()).sum();
    row(
        "seen",
        Wording.count(inventory.apis().size(), "API", "APIs")
            + ", "
            + Wording.count(operations, "operation", "operations")
            + "; "
            + Wording.count(inventory.credentials().size(), "key", "keys")
            + " with "
            + Wording.count(consumers, "consumer", "consumers")
            + " from "
            + Wording.count(inventory.sources().size(), "source", "sources")
            + "; "
            + Wording.percent(inventory.anonymous(), inventory.activities())
            + " of calls keyless");
  }

  private void incidents(Verdict verdict) {
    lines.add("");
    if (verdict.isQuiet()) {
      lines.add(paint.good(DisplayWidth.fit(verdict.headline(), columns)));
      DisplayWidth.fold(verdict.meaning(), columns - 2).forEach(l -> lines.add("  " + l));
      return;
    }
    lines.add(paint.bold(DisplayWidth.fit(verdict.headline(), columns)));
    IncidentLines printer = new IncidentLines(paint, columns);
    verdict.alerted().stream().limit(MOST_INCIDENTS).forEach(i -> lines.addAll(printer.of(i)));
    int more = verdict.alerted().size() - MOST_INCIDENTS;
    if (more > 0) {
      lines.add("  and " + Wording.count(more) + " more, see the report or --json");
    }
    if (!verdict.overBudget().isEmpty()) {
      lines.add(
          "  "
              + Wording.count(verdict.overBudget().size(), "incident", "incidents")
              + " over the day's budget kept without an alert; the report lists them");
    }
  }

  /// One line per kind of weakness, worst first, with the busiest key that has it.
  private void posture() {
    Map<String, List<PostureEntry>> kinds = new LinkedHashMap<>();
    for (PostureEntry entry : PostureEntry.of(result.analysis().inventory())) {
      kinds.computeIfAbsent(entry.finding().id(), absent -> new ArrayList<>()).add(entry);
    }
    if (kinds.isEmpty()) {
      return;
    }
    int all = kinds.values().stream().mapToInt(List::size).sum();
    lines.add("");
    lines.add(paint.bold(Wording.count(all, "weakness", "weaknesses") + " of keys"));
    kinds.values().stream().limit(MOST_POSTURE).map(this::kindOfWeakness).forEach(lines::add);
  }

  /// One line each: traffic beside descriptions, this run beside the last.
  private void comparisons() {
    List<SpecEntry> entries = SpecEntry.of(result.analysis().inventory());
    Drift drift = result.drift();
    if (!entries.isEmpty()) {
      row("specs", SpecEntry.words(entries) + "; the report lists them");
    }
    if (drift != null) {
      String changes = drift.isEmpty() ? "nothing changed" : DriftWords.of(drift);
      row("drift", changes + " since " + Wording.minute(drift.sinceMicros()));
    }
  }

  private String kindOfWeakness(List<PostureEntry> alike) {
    PostureEntry first = alike.getFirst();
    String severity = DisplayWidth.pad(Wording.word(first.finding().severity()), 8);
    String count = DisplayWidth.pad(Wording.count(alike.size(), "key", "keys"), 9);
    String key = DisplayWidth.fitMiddle(Visible.text(first.credential().uid()), 24);
    String text = Visible.text(first.finding().title()) + ": " + key;
    String more = alike.size() == 1 ? "" : " and others";
    return "  "
        + paint.severity(first.finding().severity(), severity)
        + " "
        + DisplayWidth.fit(count + text + more, columns - 11);
  }

  private void next(List<String> steps) {
    lines.add("");
    lines.add(paint.bold("Next"));
    for (int i = 0; i < steps.size(); i++) {
      List<String> folded = DisplayWidth.fold(steps.get(i), columns - 5);
      for (int j = 0; j < folded.size(); j++) {
        lines.add((j == 0 ? "  " + (i + 1) + ". " : "     ") + folded.get(j));
      }
    }
  }

  private void row(String label, String text) {
    List<String> folded = DisplayWidth.fold(text, columns - LABEL);
    for (int i = 0; i < Math.min(MOST_ROW_LINES, folded.size()); i++) {
      lines.add(paint.faint(DisplayWidth.pad(i == 0 ? label : "", LABEL)) + folded.get(i));
    }
  }
}

package dev.warder.server.doctor;

import dev.warder.collect.CollectReport;
import dev.warder.collect.FileReport;
import dev.warder.collect.Skip;
import dev.warder.collect.SkipReason;
import dev.warder.server.run.Check;
import dev.warder.server.run.Check.State;
import dev.warder.server.run.Checkup;
import dev.warder.server.summary.Losses;
import dev.warder.server.terminal.Paint;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.DisplayWidth;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A checkup on a terminal: a line for each check, what to do below it, then the files.
///
/// Guarantees every string of logs is printed through [Visible]; no line is wider than the terminal
final class CheckupScreen {
  private static final int MOST_FILES = 40;
  private static final int MOST_PLACES = 3;
  private static final int NAME = 12;
  private static final int STATE = 5;

  private final Paint paint;
  private final int columns;
  private final List<String> lines = new ArrayList<>();

  private CheckupScreen(Terminal terminal) {
    this.paint = terminal.paint();
    this.columns = terminal.columns();
  }

  static List<String> of(Checkup checkup, Terminal terminal) {
    CheckupScreen screen = new CheckupScreen(terminal);
    checkup.checks().forEach(screen::check);
    CollectReport read = checkup.read();
    if (read != null) {
      screen.files(read);
    }
    screen.verdict(checkup);
    return screen.lines;
  }

  private void check(Check check) {
    int room = columns - STATE - NAME;
    List<String> found = DisplayWidth.fold(Visible.text(check.found()), room);
    String state = DisplayWidth.pad(Wording.word(check.state()), STATE);
    lines.add(
        painted(check.state(), state)
            + paint.bold(
                DisplayWidth.pad(DisplayWidth.fit(Visible.text(check.name()), NAME - 1), NAME))
            + (found.isEmpty() ? "" : DisplayWidth.fit(found.getFirst(), room)));
    found.stream().skip(1).forEach(line -> indented(line, NAME));
    if (!check.advice().isEmpty()) {
      DisplayWidth.fold("→ " + Visible.text(check.advice()), room)
          .forEach(line -> indented(line, NAME));
    }
  }

  private String painted(State state, String word) {
    return switch (state) {
      case OK -> paint.good(word);
      case WARN -> paint.accent(word);
      case FAIL -> paint.bold(word);
    };
  }

  private void indented(String text, int more) {
    lines.add(" ".repeat(STATE + more) + DisplayWidth.fit(text, columns - STATE - more));
  }

  private void files(CollectReport read) {
    lines.add("");
    lines.add(paint.bold(Wording.count(read.files().size(), "file", "files")));
    read.files().stream().limit(MOST_FILES).forEach(file -> file(file, read));
    int more = read.files().size() - MOST_FILES;
    if (more > 0) {
      indented("and " + Wording.count(more) + " more, see --json", 0);
    }
  }

  private void file(FileReport file, CollectReport read) {
    State state = state(file);
    String word = DisplayWidth.pad(Wording.word(state), STATE);
    String name = DisplayWidth.fitMiddle(Visible.text(file.name()), columns - STATE);
    lines.add(painted(state, word) + name);
    String format = file.format().isEmpty() ? "" : Visible.text(file.format()) + ", ";
    String packed =
        file.compression().equals("plain") ? "" : Visible.text(file.compression()) + ", ";
    String note = file.note().isEmpty() ? "" : ", " + Visible.text(file.note());
    indented(
        format
            + packed
            + Wording.word(file.status())
            + note
            + ": "
            + Wording.count(file.delivered(), "activity", "activities"),
        2);
    for (Map.Entry<SkipReason, Long> lost : file.skippedByReason().entrySet()) {
      if (lost.getValue() > 0) {
        indented(lost(file, lost, read), 2);
      }
    }
  }

  private static State state(FileReport file) {
    if (Losses.isTrouble(file.status())) {
      return file.delivered() > 0 ? State.WARN : State.FAIL;
    }
    return file.skipped() > 0 ? State.WARN : State.OK;
  }

  private static String lost(
      FileReport file, Map.Entry<SkipReason, Long> lost, CollectReport read) {
    StringBuilder text = new StringBuilder();
    text.append(Wording.count(lost.getValue())).append(" skipped, ").append(lost.getKey().label());
    int places = 0;
    for (Skip skip : read.skips()) {
      if (skip.file().equals(file.name())
          && skip.reason() == lost.getKey()
          && places < MOST_PLACES) {
        text.append(places++ == 0 ? ": " : "; ").append(place(skip));
      }
    }
    return text.toString();
  }

  private static String place(Skip skip) {
    String at = skip.line() > 0 ? "line " + skip.line() : "byte " + skip.offset();
    return skip.detail().isEmpty() ? at : at + " (" + Visible.brief(skip.detail()) + ")";
  }

  private void verdict(Checkup checkup) {
    long failed = count(checkup, State.FAIL);
    long warned = count(checkup, State.WARN);
    lines.add("");
    if (failed + warned == 0) {
      lines.add(paint.good("Everything is as it should be."));
      return;
    }
    String text =
        failed == 0
            ? "Nothing is broken; " + Wording.count(warned, "thing", "things") + " could be better."
            : Wording.count(failed, "check", "checks") + " failed.";
    lines.add(paint.bold(text));
  }

  private static long count(Checkup checkup, State state) {
    return checkup.checks().stream().filter(check -> check.state() == state).count();
  }
}

package dev.warder.server.analyze;

import dev.warder.collect.MappingSuggestion;
import dev.warder.collect.mapping.MappingSampler.Suggestion;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Suggests a mapping for a log: the mapping to standard output, what it rests on to standard
/// error.
final class SuggestedMap {
  private static final String STDIN = "-";

  private SuggestedMap() {}

  /// @param sample file, or `-` for standard input
  static void print(String sample, Terminal terminal) {
    Suggestion suggestion = suggestion(sample);
    if (suggestion.mapping().isEmpty()) {
      throw new CommandFailure(
          ErrorCode.NOTHING_READABLE,
          "no mapping can be suggested from "
              + sample
              + ": it needs JSON records with a time and a path, a URL, a request line or an action");
    }
    terminal.out().print(suggestion.mapping());
    terminal.out().flush();
    terminal.err().println("found    " + String.join(", ", suggestion.found()));
    terminal.err().println("not      " + String.join(", ", suggestion.missing()));
    suggestion.remarks().forEach(line -> terminal.err().println("check    " + Visible.text(line)));
    terminal
        .err()
        .println(
            "All of it is a guess. Check it, then: warder analyze LOG --format json --map FILE");
  }

  private static Suggestion suggestion(String sample) {
    if (sample.equals(STDIN)) {
      return MappingSuggestion.of(System.in);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(Path.of(sample)))) {
      return MappingSuggestion.of(in);
    } catch (IOException e) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE, "--suggest-map " + sample + " cannot be read", e);
    }
  }
}

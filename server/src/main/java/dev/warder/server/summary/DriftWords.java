package dev.warder.server.summary;

import dev.warder.engine.drift.Drift;
import dev.warder.server.text.Wording;
import java.util.stream.Collectors;

/// What changed since the last run, in a line.
public final class DriftWords {
  private DriftWords() {}

  /// `1 now anonymous, 3 new operations, 2 new keys`.
  public static String of(Drift drift) {
    return drift.count().entrySet().stream()
        .map(e -> Wording.countOf(e.getValue(), Wording.word(e.getKey())))
        .collect(Collectors.joining(", "));
  }
}

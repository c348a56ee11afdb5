package dev.warder.content.sigma;

import dev.warder.model.Severity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How bad a rule's author holds a match to be, and what it weighs here.
///
/// Units nats; below what our own detections of the same severity weigh, because nobody measured
/// how often an honest key sets off somebody else's rule
enum Level {
  INFORMATIONAL(Severity.INFORMATIONAL, 0.5),
  LOW(Severity.LOW, 1),
  MEDIUM(Severity.MEDIUM, 1.5),
  HIGH(Severity.HIGH, 2.5),
  CRITICAL(Severity.CRITICAL, 3.5);

  private final Severity severity;
  private final double nats;

  Level(Severity severity, double nats) {
    this.severity = severity;
    this.nats = nats;
  }

  Severity severity() {
    return severity;
  }

  double nats() {
    return nats;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The level of that name; low if none is given, null if there is none of that name.
  static @Nullable Level of(String word) {
    if (word.isEmpty()) {
      return LOW;
    }
    for (Level level : values()) {
      if (level.word().equals(word)) {
        return level;
      }
    }
    return null;
  }
}

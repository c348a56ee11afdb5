package dev.warder.server.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of an attempt to send a message.
sealed interface Outcome {
  /// The receiver has it.
  record Delivered(int status) implements Outcome {}

  /// The receiver did not take it.
  ///
  /// @param after how long to wait at least, as the receiver said; null if it did not
  record Refused(int status, @Nullable Duration after) implements Outcome {}

  /// The receiver wants no more messages.
  record Gone() implements Outcome {}

  /// There was no answer.
  ///
  /// @param why in words of ours
  record Failed(String why) implements Outcome {}

  /// It was broken off, because Warder stops.
  record Stopped() implements Outcome {}

  /// For people.
  default String words() {
    return switch (this) {
      case Delivered(int status) -> "taken, with " + status;
      case Refused(int status, Duration after) -> "answered with " + status;
      case Gone() -> "answered with 410: it wants no more";
      case Failed(String why) -> why;
      case Stopped() -> "was broken off";
    };
  }
}

package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.foreign.LineFault;

/// What became of one line of an import.
sealed interface ImportOutcome {
  ImportOutcome TAKEN = new Taken();
  ImportOutcome KNOWN = new Known();

  /// It came in, or would.
  record Taken() implements ImportOutcome {}

  /// It was there already, with the same id and hash.
  record Known() implements ImportOutcome {}

  /// It was not taken.
  ///
  /// @param field the field that is wrong; empty if it is none by itself
  record Refused(LineFault fault, String field) implements ImportOutcome {
    public Refused {
      requireNonNull(fault, "fault is null");
      requireNonNull(field, "field is null");
    }
  }
}

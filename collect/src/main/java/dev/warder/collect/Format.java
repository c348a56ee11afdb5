package dev.warder.collect;

import dev.warder.collect.json.Tape;

/// What turns the records of one outside format into activities. One instance per reader thread.
///
/// A new format is one class that implements one of the two kinds and one line in [Formats].
sealed interface Format {
  /// Contract name, as in `--format`.
  String name();

  /// A format whose records are JSON values.
  non-sealed interface Json extends Format {
    /// Delivers or skips what the value holds; false if it is another format's.
    boolean read(Tape tape, int node, RecordSink sink);
  }

  /// A format whose records are lines.
  non-sealed interface Line extends Format {
    /// Delivers or skips the line; false if it is another format's.
    boolean read(byte[] bytes, int from, int to, RecordSink sink);
  }
}

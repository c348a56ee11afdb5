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

  /// A format of JSON values that knows records it has seen the like of, without parsing them.
  interface Shaped extends Json {
    /// Where the record ends that starts at `from`, or a negative number if it has to be parsed.
    int match(byte[] bytes, int from, int to);

    /// Delivers or skips what was matched.
    void readMatched(RecordSink sink);
  }

  /// A format whose records are lines.
  non-sealed interface Line extends Format {
    /// Delivers or skips the line; false if it is another format's.
    boolean read(byte[] bytes, int from, int to, RecordSink sink);
  }
}

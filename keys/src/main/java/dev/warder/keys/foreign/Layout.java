package dev.warder.keys.foreign;

/// How the lines of an import are written.
public enum Layout {
  /// A JSON object on each line.
  NDJSON,
  /// Values between commas under a line of names (RFC 4180), each record on one line.
  CSV
}

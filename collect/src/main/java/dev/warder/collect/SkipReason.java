package dev.warder.collect;

/// Why a record was not delivered.
public enum SkipReason {
  NOT_JSON("not valid JSON"),
  NOT_AN_OBJECT("JSON, but not an object"),
  WRONG_SHAPE("not an event of this format"),
  FIELD_MISSING("a field that every event needs is missing"),
  FIELD_INVALID("a field has an impossible value"),
  DUPLICATE_FIELD("the same field twice"),
  TOO_LONG("longer than the limit for one record"),
  TOO_DEEP("nested deeper than the limit"),
  NOT_TEXT("not text (NUL bytes or invalid UTF-8)"),
  LINE_UNPARSABLE("not a line of this format"),
  STREAM_ENDS_EARLY("the compressed stream ends early"),
  CHECKSUM_WRONG("the compressed stream's checksum is wrong"),
  TRAILING_GARBAGE("bytes after the compressed stream"),
  EXPANSION_LIMIT("unpacks to more than the limit"),
  NOT_AN_EVENT("a control message, not an event");

  private final String label;

  SkipReason(String label) {
    this.label = label;
  }

  /// The reason in words.
  public String label() {
    return label;
  }
}

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
  TOO_MANY_VALUES("more values than the limit for one record"),
  CUT_SHORT("the file ends inside the record; it may still be growing"),
  NOT_TEXT("not text (a hole of NUL bytes)"),
  LINE_UNPARSABLE("not a line of this format"),
  STREAM_ENDS_EARLY("the compressed stream ends early"),
  CHECKSUM_WRONG("the compressed stream's checksum is wrong"),
  TRAILING_GARBAGE("bytes after the compressed stream"),
  READ_FAILED("the system failed to read on"),
  EXPANSION_LIMIT("unpacks to more than the limit"),
  NOT_A_CALL("an event of this format, but not of an API call");

  private final String label;

  SkipReason(String label) {
    this.label = label;
  }

  /// The reason in words.
  public String label() {
    return label;
  }
}

package dev.warder.keys.foreign;

/// Why a line was not taken. Names are stable codes; the advice holds nothing of what the line
/// said.
public enum LineFault {
  LINE_TOO_LONG("keep each line within 32,768 bytes"),
  NOT_UTF8("write the lines in UTF-8"),
  MALFORMED_JSON(
      "write one flat JSON object on each line: texts, true or false, and for scopes a list of texts"),
  MALFORMED_CSV(
      "write as many values as there are names, put those with commas or quotation marks between"
          + " quotation marks, and no line breaks within values"),
  UNKNOWN_FIELD("leave out fields that are not named in the documentation"),
  DUPLICATE_FIELD("name each field once"),
  MISSING_FIELD("give each key its id, hash and tenant, and its salt where the format has salts"),
  WRONG_TYPE("write texts as texts, privileged as true or false, scopes as a list of texts"),
  MALFORMED_VALUE(
      "keep to what the documentation says of this field; times are written like"
          + " 2026-01-31T08:00:00Z"),
  EXPIRES_TOO_EARLY("let the key expire after it was created");

  private final String advice;

  LineFault(String advice) {
    this.advice = advice;
  }

  /// What to do about it, as a clause in the imperative.
  public String advice() {
    return advice;
  }
}

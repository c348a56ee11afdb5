package dev.warder.keys.foreign;

/// Why a line was not taken: what is wrong with it by itself, then what speaks against it beside
/// the keys that are there. Names are stable codes; the advice holds nothing of what the line said.
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
  EXPIRES_TOO_EARLY("let the key expire after it was created"),
  CREATED_LATER("give the time at which the key was created, which has come already"),
  /// The line shows a key: the value that its hash is of, or one of Warder's own.
  HOLDS_KEY(
      "take the key out of the line, where it would be kept for ever, and treat it as leaked: give"
          + " ids and hashes alone"),
  RESERVED_TENANT("leave out keys of this tenant, which are Warder's own; mint those"),
  NEEDS_APPROVAL(
      "a second person has to approve privileged keys here (keys.approval), and nobody can approve"
          + " a line: import in mode enforce and leave such keys out, or set keys.approval to none for"
          + " the import"),
  UNKNOWN_SCOPE(
      "define a scope set of that name before (docs/import.md), or write an operation such as"
          + " GET /api/systems/{id}"),
  OPENS_NOTHING(
      "name scopes in the line, or in the format for all lines without, or import in mode observe:"
          + " as it is the key would open nothing"),
  /// Another key came in under the id.
  ID_TAKEN("give each key its own id: another hash came in under this one, and stays"),
  /// Another key came in with the hash.
  HASH_TAKEN("give each key its own hash: this one came in under another id, and stays"),
  /// Everything personal of the tenant was taken away, on its wish.
  TENANT_FORGOTTEN("leave out keys of this tenant, which was forgotten and gets none any more"),
  /// The key was ended here.
  KEY_ENDED(
      "do not bring it back: the key was revoked, invalidated or replaced here; mint another");

  private final String advice;

  LineFault(String advice) {
    this.advice = advice;
  }

  /// What to do about it, as a clause in the imperative.
  public String advice() {
    return advice;
  }
}

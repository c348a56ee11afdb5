package dev.warder.model;

/// Stable codes of everything that can go wrong, by whose doing it is.
public enum ErrorCode {
  /// The command line or configuration makes no sense.
  USAGE(Type.CALLER),
  /// Nothing among the inputs could be read.
  NOTHING_READABLE(Type.CALLER),
  /// A file that was named is missing, is of the wrong kind, or may not be read.
  INPUT_UNREADABLE(Type.CALLER),
  /// A file that was asked for cannot be written.
  OUTPUT_UNWRITABLE(Type.DEPENDENCY),
  /// Shipped or given content (detections, tables) is broken.
  CONTENT_INVALID(Type.CALLER),
  /// The record of what was done is damaged, cut short or was tampered with.
  JOURNAL_DAMAGED(Type.DEPENDENCY),
  /// Somebody else has it open.
  ALREADY_OPEN(Type.CALLER),
  /// No room is left on the disk.
  DISK_FULL(Type.OVERLOAD),
  /// A request about keys makes no sense, or says too much.
  REQUEST_INVALID(Type.CALLER),
  /// A selector does not parse, or asks for what is not known.
  SELECTOR_INVALID(Type.CALLER),
  /// Recorded calls were searched for as long as that may take, and there are more.
  SEARCH_TOO_LONG(Type.CALLER),
  /// There is no such thing, or none that the asker may know of.
  NOT_FOUND(Type.CALLER),
  /// Somebody else changed it meanwhile.
  VERSION_CONFLICT(Type.CALLER),
  /// The same idempotency key came with another request.
  IDEMPOTENCY_CONFLICT(Type.CALLER),
  /// The key's life does not allow it: it is revoked, invalidated, rotated or expired.
  KEY_RETIRED(Type.CALLER),
  /// The credential that asks was ended or fenced after it was let in; nothing was changed.
  CREDENTIAL_ENDED(Type.DENIED),
  /// A second person has to approve, and this one may not or has not.
  APPROVAL_DENIED(Type.DENIED),
  /// Too much is waiting to be written; nothing was changed.
  BUSY(Type.OVERLOAD),
  /// Changes are no longer taken until the process is started anew; verdicts still are given.
  STOPPED(Type.DEPENDENCY),
  /// The database does not answer.
  STORE_UNREACHABLE(Type.DEPENDENCY),
  /// The database answers and does not let us in or write.
  STORE_REFUSED(Type.DEPENDENCY),
  /// The database holds what it should not.
  STORE_DAMAGED(Type.DEPENDENCY),
  /// A newer Warder has changed the database's tables.
  STORE_TOO_NEW(Type.DEPENDENCY),
  /// The database is too busy, or took too long.
  STORE_BUSY(Type.OVERLOAD),
  /// The database failed in a way that has no name here.
  STORE_FAILED(Type.DEPENDENCY),
  /// A fault of ours.
  BUG(Type.BUG);

  private final Type type;

  ErrorCode(Type type) {
    this.type = type;
  }

  public Type type() {
    return type;
  }

  /// Whose doing an error is.
  public enum Type {
    CALLER,
    DENIED,
    OVERLOAD,
    DEPENDENCY,
    BUG
  }
}

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

package dev.warder.store.sql;

import dev.warder.model.ErrorCode;

/// The store could not do what it was asked to. The message says what to do, and holds no password
/// and nothing of any row.
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  public StoreException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public StoreException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}

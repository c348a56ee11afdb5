package dev.warder.store.journal;

import dev.warder.model.ErrorCode;

/// The journal could not do what it was asked to.
public final class JournalException extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  public JournalException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public JournalException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}

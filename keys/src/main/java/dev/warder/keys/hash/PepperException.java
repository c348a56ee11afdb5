package dev.warder.keys.hash;

import static java.util.Objects.requireNonNull;

import dev.warder.model.ErrorCode;

/// The pepper file cannot be used. The message names the file and never what is in it.
public final class PepperException extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  public PepperException(ErrorCode code, String message) {
    super(message);
    this.code = requireNonNull(code, "code is null");
  }

  public PepperException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = requireNonNull(code, "code is null");
  }

  public ErrorCode code() {
    return code;
  }
}

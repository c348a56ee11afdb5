package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.model.ErrorCode;

/// A change or question about keys that could not be done. The message may leave the process: it
/// holds no secret and nothing that the asker did not say or may not know.
public final class KeysException extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  public KeysException(ErrorCode code, String message) {
    super(message);
    this.code = requireNonNull(code, "code is null");
  }

  public KeysException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = requireNonNull(code, "code is null");
  }

  public ErrorCode code() {
    return code;
  }
}

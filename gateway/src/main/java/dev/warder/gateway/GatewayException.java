package dev.warder.gateway;

import dev.warder.model.ErrorCode;

/// A gate cannot be opened; the message says why and what to do.
public final class GatewayException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  GatewayException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}

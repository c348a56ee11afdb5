package dev.warder.enrich.network;

import static java.util.Objects.requireNonNull;

import dev.warder.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/// A network table that cannot be used: missing, unreadable, cut short or altered.
///
/// The message is fit for the operator's eyes; it names the table and what is wrong with it.
public final class NetworkTableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  NetworkTableException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = requireNonNull(code, "code is null");
  }

  static NetworkTableException invalid(String message) {
    return new NetworkTableException(ErrorCode.CONTENT_INVALID, message, null);
  }

  public ErrorCode code() {
    return code;
  }
}

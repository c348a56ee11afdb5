package dev.warder.api.http;

import dev.warder.model.ErrorCode;
import java.net.BindException;

/// A door cannot be opened.
public final class DoorException extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  private DoorException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  static DoorException listening(DoorSettings settings, Throwable cause) {
    String where = settings.host() + ":" + settings.port();
    if (isTaken(cause)) {
      return new DoorException(
          ErrorCode.ALREADY_OPEN,
          "cannot listen on "
              + where
              + ": somebody else does, or it is no address of this machine. Choose another with"
              + " --listen.",
          cause);
    }
    return new DoorException(
        ErrorCode.USAGE,
        "cannot listen on "
            + where
            + settings
                .tls()
                .map(tls -> " with the certificate " + tls.certificate() + " and key " + tls.key())
                .orElse("")
            + ": "
            + cause.getMessage(),
        cause);
  }

  /// Transports say it in their own ways: one as an exception of its own, one by the system's text.
  private static boolean isTaken(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof BindException
        || message.contains("Address already in use")
        || message.contains("Cannot assign requested address");
  }

  public ErrorCode code() {
    return code;
  }
}

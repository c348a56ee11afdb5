package dev.warder.server.run;

import static java.util.Objects.requireNonNull;

import dev.warder.model.ErrorCode;
import org.jspecify.annotations.Nullable;

/// Ends a command with a message for the person who typed it.
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /// A failure nobody else caused.
  ///
  /// @param code what kind of failure
  /// @param message what is wrong and what to do, in a sentence; no secrets
  public CommandFailure(ErrorCode code, String message) {
    this(code, message, null);
  }

  /// A failure that something else caused.
  public CommandFailure(ErrorCode code, String message, @Nullable Throwable cause) {
    super(requireNonNull(message, "message is null"), cause);
    this.code = requireNonNull(code, "code is null");
  }

  public ErrorCode code() {
    return code;
  }
}

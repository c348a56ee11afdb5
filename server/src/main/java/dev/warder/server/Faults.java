package dev.warder.server;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.text.Visible;
import java.io.PrintStream;
import java.util.Arrays;

/// How failures are told: the caller's in a sentence, our own with a code to report.
enum Faults {
  SHORT,
  /// With the stack trace, for who mends it.
  WITH_TRACE;

  private static final int FRAMES_IN_CODE = 4;

  /// Prints what happened and returns the exit code.
  int report(Throwable failure, PrintStream err) {
    if (failure instanceof CommandFailure told && told.code() != ErrorCode.BUG) {
      err.println("warder: " + Visible.text(String.valueOf(told.getMessage())));
      trace(failure, err);
      return ExitCode.of(told.code());
    }
    err.println(
        "warder: a fault of Warder itself, code "
            + code(failure)
            + ". Nothing in your logs is to blame.");
    err.println(
        "  Please report it with this code in the project's issue tracker. Run again with"
            + " WARDER_DEBUG=1 for the details to add; look through them first, they may name files.");
    trace(failure, err);
    return ExitCode.FAULT;
  }

  private void trace(Throwable failure, PrintStream err) {
    if (this == WITH_TRACE) {
      failure.printStackTrace(err);
    }
  }

  /// The same place fails under the same code, whatever data it failed on.
  private static String code(Throwable failure) {
    String kind = failure.getClass().getName();
    int hash = kind.hashCode();
    StackTraceElement[] frames = failure.getStackTrace();
    for (StackTraceElement frame : Arrays.copyOf(frames, Math.min(frames.length, FRAMES_IN_CODE))) {
      hash = 31 * hash + (frame.getClassName() + frame.getMethodName()).hashCode();
    }
    String hex = Integer.toHexString(hash);
    return "W-BUG-" + "0".repeat(8 - hex.length()) + hex;
  }
}

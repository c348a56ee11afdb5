package dev.warder.server.run;

import dev.warder.model.ErrorCode;

/// How a command ends; a contract with scripts.
public final class ExitCode {
  public static final int DONE = 0;
  public static final int MATCHED = 1;
  public static final int USAGE = 2;
  public static final int NOTHING_READABLE = 3;
  public static final int FAULT = 4;

  private ExitCode() {}

  public static int of(ErrorCode code) {
    return switch (code) {
      case USAGE, INPUT_UNREADABLE, OUTPUT_UNWRITABLE, CONTENT_INVALID, ALREADY_OPEN, DISK_FULL ->
          USAGE;
      case STORE_UNREACHABLE, STORE_REFUSED, STORE_DAMAGED, STORE_TOO_NEW, STORE_BUSY -> USAGE;
      case REQUEST_INVALID,
          SELECTOR_INVALID,
          SEARCH_TOO_LONG,
          NOT_FOUND,
          VERSION_CONFLICT,
          IDEMPOTENCY_CONFLICT,
          KEY_RETIRED,
          APPROVAL_DENIED,
          CREDENTIAL_ENDED,
          BUSY,
          STOPPED ->
          USAGE;
      case NOTHING_READABLE -> NOTHING_READABLE;
      case JOURNAL_DAMAGED -> MATCHED;
      case STORE_FAILED, BUG -> FAULT;
    };
  }
}

package dev.warder.store.sql;

import dev.warder.model.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What SQLite's errors mean.
///
/// Source sqlite.org/rescode.html
final class SqliteFaults {
  private final Path file;

  SqliteFaults(Path file) {
    this.file = file;
  }

  boolean isPassing(SQLException error) {
    return switch (primary(error)) {
      case BUSY, LOCKED -> true;
      default -> false;
    };
  }

  StoreException explain(SQLException error) {
    return switch (primary(error)) {
      case BUSY, LOCKED ->
          told(
              ErrorCode.STORE_BUSY,
              "is locked by another program; end what else has it open (a shell of sqlite3?)",
              error);
      case INTERRUPT ->
          told(
              ErrorCode.STORE_BUSY,
              "took too long to answer; ask for less, or raise the statement time-out",
              error);
      case FULL ->
          told(
              ErrorCode.DISK_FULL,
              "has no room to grow; make room on its disk. Nothing is lost: the journal has what"
                  + " could not be written",
              error);
      case READONLY, PERM, CANTOPEN, AUTH ->
          told(
              ErrorCode.STORE_REFUSED,
              "cannot be written; it and its folder must belong to the user that Warder runs as, on"
                  + " a disk that is not read-only",
              error);
      case NOTADB ->
          told(ErrorCode.STORE_DAMAGED, "is no SQLite database; name another file", error);
      case CORRUPT -> damaged(error);
      case IOERR ->
          told(
              ErrorCode.STORE_FAILED,
              "cannot be read or written (" + name(error) + "); look at the disk and its log",
              error);
      case OTHER -> other(error);
    };
  }

  StoreException damaged(@Nullable SQLException error) {
    String what =
        "is damaged; move it away and start again: Warder fills a new one from the journal";
    return told(ErrorCode.STORE_DAMAGED, what, error);
  }

  private StoreException other(SQLException error) {
    if (error instanceof java.sql.SQLTransientConnectionException) {
      return told(
          ErrorCode.STORE_BUSY, "is asked for more at once than it may do; try again", error);
    }
    return told(ErrorCode.STORE_FAILED, "failed (" + name(error) + ")", error);
  }

  private StoreException told(ErrorCode code, String what, @Nullable SQLException error) {
    String message = "the database " + file + " " + what;
    return error == null
        ? new StoreException(code, message)
        : new StoreException(code, message, error);
  }

  private static String name(SQLException error) {
    SQLiteException own = own(error);
    return own == null ? error.getClass().getSimpleName() : own.getResultCode().name();
  }

  /// The lower eight bits name the kind of a result, the others a case of it.
  private static Kind primary(SQLException error) {
    SQLiteException own = own(error);
    if (own == null || own.getResultCode() == SQLiteErrorCode.UNKNOWN_ERROR) {
      return Kind.OTHER;
    }
    return switch (own.getResultCode().code & 0xFF) {
      case 3 -> Kind.PERM;
      case 5 -> Kind.BUSY;
      case 6 -> Kind.LOCKED;
      case 8 -> Kind.READONLY;
      case 9 -> Kind.INTERRUPT;
      case 10 -> Kind.IOERR;
      case 11 -> Kind.CORRUPT;
      case 13 -> Kind.FULL;
      case 14 -> Kind.CANTOPEN;
      case 23 -> Kind.AUTH;
      case 26 -> Kind.NOTADB;
      default -> Kind.OTHER;
    };
  }

  private static @Nullable SQLiteException own(SQLException error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof SQLiteException own) {
        return own;
      }
    }
    return null;
  }

  private enum Kind {
    PERM,
    BUSY,
    LOCKED,
    READONLY,
    INTERRUPT,
    IOERR,
    CORRUPT,
    FULL,
    CANTOPEN,
    AUTH,
    NOTADB,
    OTHER
  }
}

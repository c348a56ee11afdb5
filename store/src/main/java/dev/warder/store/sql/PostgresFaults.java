package dev.warder.store.sql;

import dev.warder.model.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/// What PostgreSQL's errors mean.
///
/// Source PostgreSQL documentation, appendix A: error codes
final class PostgresFaults {
  private final String place;

  /// @param place which server and database, for messages
  PostgresFaults(String place) {
    this.place = place;
  }

  /// Whether the same again may go well at once: it lost a race, or its connection.
  boolean isPassing(SQLException error) {
    if (error instanceof SQLTransientConnectionException) {
      // The pool has waited for a connection already.
      return false;
    }
    return switch (state(error)) {
      case "40001", "40P01", "57P01", "57P02", "57P03" -> true;
      case String state -> state.startsWith("08");
    };
  }

  StoreException explain(SQLException error) {
    String state = state(error);
    return switch (state) {
      case "28P01", "28000" ->
          told(
              ErrorCode.STORE_REFUSED,
              "does not accept the user or the password; check both, and the server's pg_hba.conf",
              error);
      case "3D000" ->
          told(ErrorCode.STORE_REFUSED, "has no such database; make it with createdb", error);
      case "42501" ->
          told(
              ErrorCode.STORE_REFUSED,
              "does not let this user make or change tables; GRANT CREATE ON DATABASE to it, or"
                  + " make it owner of the schema "
                  + PostgresDatabase.SCHEMA,
              error);
      case "25006" ->
          told(
              ErrorCode.STORE_REFUSED,
              "is read-only; name the primary server, not a standby (targetServerType=primary)",
              error);
      case "53100" ->
          told(
              ErrorCode.DISK_FULL,
              "has no room left on its disk; make room. Nothing is lost: the journal has what could"
                  + " not be written",
              error);
      case "53300" ->
          told(
              ErrorCode.STORE_BUSY,
              "has no connection left; raise its max_connections or lower Warder's connections",
              error);
      case "57014", "55P03", "40001", "40P01" ->
          told(
              ErrorCode.STORE_BUSY,
              "took too long to answer; see what else runs there (pg_stat_activity)",
              error);
      case String other -> byClass(other, error);
    };
  }

  private StoreException byClass(String state, SQLException error) {
    if (state.startsWith("08") || state.startsWith("57P")) {
      return told(
          ErrorCode.STORE_UNREACHABLE,
          "cannot be reached ("
              + reason(error)
              + "); check that it runs, that host and port are right, and its TLS settings",
          error);
    }
    if (state.startsWith("XX")) {
      return told(
          ErrorCode.STORE_DAMAGED,
          "says that its data is damaged ("
              + state
              + "); give Warder an empty database and it fills it from the journal",
          error);
    }
    if (state.isEmpty() && error instanceof SQLTransientConnectionException) {
      return told(
          ErrorCode.STORE_BUSY,
          "is asked for more at once than Warder has connections; raise their number",
          error);
    }
    return told(ErrorCode.STORE_FAILED, "failed (SQL state " + state + ")", error);
  }

  private StoreException told(ErrorCode code, String what, SQLException error) {
    return new StoreException(code, place + " " + what, error);
  }

  /// The driver's own words of why it has no connection; they name hosts and files, no passwords.
  private static String reason(SQLException error) {
    SQLException told = error;
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof SQLException below && below.getSQLState() != null) {
        told = below;
      }
    }
    return String.valueOf(told.getMessage()).lines().findFirst().orElse("");
  }

  /// The state of the innermost error that has one: the pool wraps what the driver threw.
  private static String state(SQLException error) {
    @Nullable String state = null;
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof SQLException below && below.getSQLState() != null) {
        state = below.getSQLState();
      }
    }
    return state == null ? "" : state;
  }
}

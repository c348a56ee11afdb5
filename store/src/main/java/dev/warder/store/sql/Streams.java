package dev.warder.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Reads results: many rows one at a time, or one number.
final class Streams {
  private Streams() {}

  /// Hands on rows one at a time, as of the moment when it starts. Not tried again, since the
  /// reader may have had rows.
  ///
  /// @param fetchRows how many rows a server sends at once
  static void load(Database database, int fetchRows, String sql, Binder binder, RowReader reader)
      throws StoreException {
    try (Connection connection = database.reader()) {
      // PostgreSQL sends rows bit by bit only within a transaction; the pool ends it.
      connection.setAutoCommit(false);
      try (PreparedStatement ask = connection.prepareStatement(sql)) {
        ask.setFetchSize(fetchRows);
        binder.bind(ask);
        readAll(ask, reader);
      }
    } catch (SQLException e) {
      throw database.explain(e);
    }
  }

  private static void readAll(PreparedStatement ask, RowReader reader) throws SQLException {
    try (ResultSet rows = ask.executeQuery()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  static long number(Database database, PreparedStatement ask) throws SQLException {
    try (var _ = database.watch(ask);
        ResultSet row = ask.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /// Fills in what a statement asks for.
  @FunctionalInterface
  interface Binder {
    void bind(PreparedStatement statement) throws SQLException;
  }

  /// Takes the row at which a result stands.
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}

package dev.warder.store.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// What differs between databases: how to get at them, and what their errors mean. Safe for use by
/// many threads.
interface Database extends AutoCloseable {
  /// A connection that may write; to be closed.
  Connection writer() throws SQLException;

  /// A connection to read by; to be closed.
  Connection reader() throws SQLException;

  /// Takes a connection out of use, after a change on it failed and it may not know whether it is
  /// in a transaction.
  void discard(Connection connection);

  /// Ends a statement that takes too long.
  Watch watch(Statement statement);

  /// Whether the same again may go well at once.
  boolean isPassing(SQLException error);

  /// What an error means and what to do about it.
  StoreException explain(SQLException error);

  void backup(Path file) throws StoreException;

  @Override
  void close();

  /// Stops watching.
  interface Watch extends AutoCloseable {
    /// Watches nothing.
    Watch NONE = () -> {};

    @Override
    void close();
  }
}

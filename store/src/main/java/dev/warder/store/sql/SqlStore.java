package dev.warder.store.sql;

import dev.warder.model.ErrorCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A store in a database. Safe for use by many threads.
///
/// Who opens it takes the next number as writer; the one row of `progress` holds the number of the
/// last, and every change asks for it first. So whoever was overtaken changes nothing, wherever its
/// connections broke, and nobody need hold a lock that may be left behind.
final class SqlStore implements Store {
  private final Database database;
  private final Transactions transactions;
  private final SqlKeyRows keys;
  private final SqlDocumentRows documents;
  private final long writer;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqlStore(Database database, Transactions transactions, long writer) {
    this.database = database;
    this.transactions = transactions;
    this.writer = writer;
    keys = new SqlKeyRows(database, transactions);
    documents = new SqlDocumentRows(database, transactions);
  }

  /// A store in a database whose tables are there; closes the database if it cannot be.
  static SqlStore over(Database database, Transactions.Pause pause) throws StoreException {
    Transactions transactions = new Transactions(database, pause);
    boolean open = false;
    try {
      SqlStore store = new SqlStore(database, transactions, becomeWriter(transactions));
      open = true;
      return store;
    } finally {
      if (!open) {
        database.close();
      }
    }
  }

  private static long becomeWriter(Transactions transactions) throws StoreException {
    long[] writer = new long[1];
    transactions.write(connection -> {
      try (PreparedStatement next =
          connection.prepareStatement("UPDATE progress SET writer = writer + 1")) {
        next.executeUpdate();
      }
      writer[0] = progress(connection).writer();
    });
    return writer[0];
  }

  @Override
  public KeyRows keys() {
    return keys;
  }

  @Override
  public DocumentRows documents() {
    return documents;
  }

  @Override
  public long position() throws StoreException {
    return transactions.read(SqlStore::progress).position();
  }

  @Override
  public void apply(Batch batch) throws StoreException {
    Latest latest = Latest.of(batch);
    transactions.write(connection -> {
      // First, since the row's lock lets other writers wait here and not amid the rows.
      advance(connection, batch.position());
      keys.put(connection, latest.keys());
      documents.put(connection, latest.documents());
      documents.remove(connection, latest.removals());
    });
  }

  @Override
  public void clear() throws StoreException {
    transactions.write(connection -> {
      try (PreparedStatement back =
          connection.prepareStatement("UPDATE progress SET position = 0 WHERE writer = ?")) {
        back.setLong(1, writer);
        if (back.executeUpdate() == 0) {
          throw overtaken();
        }
      }
      keys.removeAll(connection);
      documents.removeAll(connection);
    });
  }

  @Override
  public void backup(Path file) throws StoreException {
    database.backup(file);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      database.close();
    }
  }

  private void advance(Connection connection, long position) throws SQLException, StoreException {
    try (PreparedStatement forward =
        connection.prepareStatement(
            "UPDATE progress SET position = ? WHERE writer = ? AND position <= ?")) {
      forward.setLong(1, position);
      forward.setLong(2, writer);
      forward.setLong(3, position);
      if (forward.executeUpdate() == 1) {
        return;
      }
    }
    Progress progress = progress(connection);
    if (progress.writer() != writer) {
      throw overtaken();
    }
    throw new IllegalArgumentException(
        "the store's position goes from " + progress.position() + " back to " + position);
  }

  private static StoreException overtaken() {
    return new StoreException(
        ErrorCode.ALREADY_OPEN,
        "another Warder has opened this store since and writes to it now; let only one run on it"
            + " and start that again");
  }

  private static Progress progress(Connection connection) throws SQLException {
    try (PreparedStatement ask =
            connection.prepareStatement("SELECT position, writer FROM progress");
        ResultSet row = ask.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("the table progress has lost its row", "XX001");
      }
      return new Progress(row.getLong(1), row.getLong(2));
    }
  }

  private record Progress(long position, long writer) {}
}

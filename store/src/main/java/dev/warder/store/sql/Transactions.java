package dev.warder.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/// Does work in transactions, again where an error passes by itself. Safe for use by many threads;
/// writes go one after the other.
///
/// Bounds [#TRIES] tries, with pauses between them
final class Transactions {
  static final int TRIES = 4;

  private final Database database;
  private final Pause pause;
  private final ReentrantLock writing = new ReentrantLock();

  Transactions(Database database, Pause pause) {
    this.database = database;
    this.pause = pause;
  }

  /// Work that changes rows, all or nothing. It may be done again although it had been done: when
  /// the connection broke, nobody knows.
  void write(Change change) throws StoreException {
    writing.lock();
    try {
      tried(() -> {
        try (Connection connection = database.writer()) {
          commit(connection, change);
          return true;
        }
      });
    } finally {
      writing.unlock();
    }
  }

  /// Work that reads one result.
  <T> T read(Query<T> query) throws StoreException {
    return tried(() -> {
      try (Connection connection = database.reader()) {
        return query.ask(connection);
      }
    });
  }

  private <T> T tried(Work<T> work) throws StoreException {
    for (int tries = 1; ; tries++) {
      try {
        return work.run();
      } catch (SQLException e) {
        if (tries == TRIES || !database.isPassing(e)) {
          throw database.explain(e);
        }
        pause.after(tries);
      }
    }
  }

  private void commit(Connection connection, Change change) throws SQLException, StoreException {
    boolean done = false;
    try {
      connection.setAutoCommit(false);
      change.make(connection);
      connection.commit();
      done = true;
    } finally {
      if (!done) {
        rollBack(connection);
        database.discard(connection);
      }
    }
  }

  /// What made it necessary is on its way up; a connection that cannot even go back is broken, and
  /// the pool drops it.
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // the first error tells more
    }
  }

  /// Changes rows within a transaction.
  @FunctionalInterface
  interface Change {
    void make(Connection connection) throws SQLException, StoreException;
  }

  /// Asks for something.
  @FunctionalInterface
  interface Query<T> {
    T ask(Connection connection) throws SQLException;
  }

  /// Waits between two tries.
  @FunctionalInterface
  interface Pause {
    /// 50 ms, then four times as long each time.
    Pause GROWING =
        tries -> java.util.concurrent.locks.LockSupport.parkNanos(50_000_000L << (2 * (tries - 1)));

    void after(int tries);
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException, StoreException;
  }
}

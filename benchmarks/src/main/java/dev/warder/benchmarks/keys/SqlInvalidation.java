package dev.warder.benchmarks.keys;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// What one would do at first: mark every row. A table of as many keys in SQLite, id, tenant and a
/// mark, and one UPDATE of all that fit, forced to disk.
final class SqlInvalidation {
  private SqlInvalidation() {}

  /// Answers how long the update took, in milliseconds.
  static double run(Path file, int keys) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=FULL");
        statement.execute(
            "CREATE TABLE key (id TEXT PRIMARY KEY, tenant TEXT, minted INTEGER, revoked INTEGER)"
                + " WITHOUT ROWID");
      }
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO key VALUES (?, ?, ?, 0)")) {
        for (int key = 0; key < keys; key++) {
          insert.setString(1, Long.toString(key * 0x9E3779B97F4A7C15L, 36));
          insert.setString(2, "tenant-" + key / 5);
          insert.setLong(3, key);
          insert.addBatch();
          if (key % 10_000 == 0) {
            insert.executeBatch();
          }
        }
        insert.executeBatch();
      }
      connection.commit();
      long begin = System.nanoTime();
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("UPDATE key SET revoked = 1 WHERE minted < " + keys);
      }
      connection.commit();
      return (System.nanoTime() - begin) / 1e6;
    }
  }
}

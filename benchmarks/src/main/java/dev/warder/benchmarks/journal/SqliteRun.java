package dev.warder.benchmarks.journal;

import dev.warder.model.Activity;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.activity.ActivityCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The same with SQLite: a table in WAL mode that is forced as often (a commit with `synchronous =
/// FULL` every 200 ms), no index, no chain, nothing encrypted; the same texts as columns and the
/// same bytes as a blob.
final class SqliteRun {
  private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Path folder;

  SqliteRun(Path folder) {
    this.folder = folder;
  }

  Figures.Round run(List<Activity> activities) throws SQLException, IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("activities.db");
    double append;
    double replay;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      prepare(connection);
      long begin = System.nanoTime();
      insert(connection, activities);
      append = JournalRun.perSecond(activities.size(), System.nanoTime() - begin);
      begin = System.nanoTime();
      read(connection, activities.size());
      replay = JournalRun.perSecond(activities.size(), System.nanoTime() - begin);
    }
    double bytes = (double) Files.size(file) / activities.size();
    JournalRun.delete(folder);
    return new Figures.Round(append, replay, bytes);
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute(
          "CREATE TABLE activity (number INTEGER PRIMARY KEY, time INTEGER, tenant TEXT,"
              + " credential TEXT, operation TEXT, source TEXT, texts TEXT, body BLOB)");
    }
    connection.setAutoCommit(false);
  }

  private static void insert(Connection connection, List<Activity> activities) throws SQLException {
    ActivityCodec codec = new ActivityCodec();
    long committed = System.nanoTime();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO activity (time, tenant, credential, operation, source, texts, body)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (Activity activity : activities) {
        Entry entry = codec.entry(activity);
        insert.setLong(1, entry.timeMicros());
        insert.setString(2, entry.tenant());
        insert.setString(3, entry.credentialUid());
        insert.setString(4, entry.operation());
        insert.setString(5, entry.source());
        insert.setString(
            6,
            String.join("\n", entry.facts().texts()) + String.join("\n", entry.personal().texts()));
        insert.setBytes(7, entry.body());
        insert.executeUpdate();
        if (System.nanoTime() - committed > COMMIT_NANOS) {
          connection.commit();
          committed = System.nanoTime();
        }
      }
    }
    connection.commit();
  }

  private static void read(Connection connection, int expected) throws SQLException {
    long rows = 0;
    long bytes = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT time, tenant, credential, operation, source, texts, body FROM activity")) {
      while (result.next()) {
        rows++;
        bytes += result.getLong(1) & 1;
        for (int column = 2; column <= 6; column++) {
          bytes += result.getString(column).length();
        }
        bytes += result.getBytes(7).length;
      }
    }
    if (rows != expected || bytes == 0) {
      throw new IllegalStateException("came back: " + rows + " of " + expected);
    }
  }
}

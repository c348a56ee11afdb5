package dev.warder.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.warder.model.ErrorCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/// SQLite in a file: one connection that writes, [#READERS] that read, none waits for the other.
///
/// Its log is written ahead (WAL) and not forced at each commit (`synchronous = NORMAL`): when the
/// machine stops, the last commits may be missing, which the journal tells again; the file stays
/// sound, since the log is forced before anything of it goes into the file, and its frames have
/// checksums.
final class SqliteDatabase implements Database {
  static final int READERS = 4;

  /// Ids are drawn evenly, so that batches touch pages of the indexes all over: the more of them a
  /// cache holds and a checkpoint brings home at once, the fewer are written twice. Negative: KiB.
  private static final int WRITER_CACHE = -64 * 1_024;

  private static final int READER_CACHE = -4 * 1_024;
  private static final int LOG_BYTES = 64 << 20;
  private static final int LOG_PAGES = LOG_BYTES / 4_096;

  /// "WARD": says whose file it is.
  private static final int APPLICATION = 0x57415244;

  private final SqliteFile file;
  private final SqliteFaults faults;
  private final StoreSettings.Sqlite settings;
  private final Watches watches;
  private final HikariDataSource writer;
  private final HikariDataSource readers;

  private SqliteDatabase(SqliteFile file, StoreSettings.Sqlite settings) {
    this.file = file;
    this.settings = settings;
    faults = new SqliteFaults(file.path());
    watches = new Watches(settings.statementTimeout());
    // Who writes takes the lock when it begins: a reader that turns writer may find it is too late.
    writer = pool(1, 1, TransactionMode.IMMEDIATE, "PRAGMA wal_autocheckpoint = " + LOG_PAGES);
    readers = pool(READERS, 0, TransactionMode.DEFERRED, "PRAGMA query_only = ON");
  }

  static SqliteDatabase open(StoreSettings.Sqlite settings) throws StoreException {
    SqliteFile file = SqliteFile.take(settings.file());
    SqliteFaults faults = new SqliteFaults(file.path());
    boolean open = false;
    try {
      prepare(file, settings, faults);
      SqliteDatabase database = new SqliteDatabase(file, settings);
      open = true;
      return database;
    } catch (SQLException e) {
      throw faults.explain(e);
    } finally {
      if (!open) {
        file.close();
      }
    }
  }

  @Override
  public Connection writer() throws SQLException {
    return writer.getConnection();
  }

  @Override
  public Connection reader() throws SQLException {
    return readers.getConnection();
  }

  /// SQLite ends a transaction by itself when its disk is full, and begins none while another
  /// writes; the driver thinks otherwise from then on.
  @Override
  public void discard(Connection connection) {
    writer.evictConnection(connection);
  }

  @Override
  public Watch watch(Statement statement) {
    return watches.begin(statement);
  }

  @Override
  public boolean isPassing(SQLException error) {
    return faults.isPassing(error);
  }

  @Override
  public StoreException explain(SQLException error) {
    return faults.explain(error);
  }

  @Override
  public void backup(Path target) throws StoreException {
    SqliteBackup.write(source(file.path(), settings, TransactionMode.DEFERRED), target, faults);
  }

  @Override
  public void close() {
    readers.close();
    writer.close();
    watches.close();
    file.close();
  }

  /// Makes sure that the file is a database, Warder's, whole, and has the tables.
  private static void prepare(SqliteFile file, StoreSettings.Sqlite settings, SqliteFaults faults)
      throws SQLException, StoreException {
    // Not to change a file that may be somebody else's, the log's way of working is set later.
    SQLiteDataSource plain = new SQLiteDataSource();
    plain.setUrl(url(file.path()));
    try (Connection connection = plain.getConnection();
        Statement statement = connection.createStatement()) {
      claim(statement, file.path());
      if (file.ending() == SqliteFile.Ending.CUT_OFF) {
        String found = text(statement, "PRAGMA quick_check(1)");
        if (!found.equals("ok")) {
          throw faults.damaged(null);
        }
      }
      Schema.bringUp(
          connection,
          () -> Schema.sqlite(source(file.path(), settings, TransactionMode.IMMEDIATE)),
          faults::explain,
          file.path().toString());
    }
  }

  private static void claim(Statement statement, Path file) throws SQLException, StoreException {
    int owner = Integer.parseInt(text(statement, "PRAGMA application_id"));
    if (owner == APPLICATION) {
      return;
    }
    boolean isEmpty = text(statement, "SELECT count(*) FROM sqlite_master").equals("0");
    if (owner != 0 || !isEmpty) {
      throw new StoreException(
          ErrorCode.STORE_REFUSED,
          file + " is a SQLite database, but not Warder's; name another file");
    }
    statement.execute("PRAGMA application_id = " + APPLICATION);
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private HikariDataSource pool(int most, int idle, TransactionMode mode, String first) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(file.path(), settings, mode));
    config.setPoolName("warder-sqlite-" + most);
    config.setMaximumPoolSize(most);
    config.setMinimumIdle(idle);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(Math.max(250, settings.statementTimeout().toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(first);
    return new HikariDataSource(config);
  }

  private static SQLiteDataSource source(
      Path file, StoreSettings.Sqlite settings, TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setTransactionMode(mode);
    config.setGetGeneratedKeys(false);
    config.setBusyTimeout((int) settings.busyTimeout().toMillis());
    config.setJournalSizeLimit(LOG_BYTES);
    config.setCacheSize(mode == TransactionMode.IMMEDIATE ? WRITER_CACHE : READER_CACHE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url(file));
    return source;
  }

  private static String url(Path file) {
    return "jdbc:sqlite:" + file;
  }
}

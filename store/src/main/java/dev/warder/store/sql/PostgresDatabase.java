package dev.warder.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.warder.model.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/// PostgreSQL on a server, in the schema [#SCHEMA] of the database that is named.
///
/// Commits are not waited for to be on disk (`synchronous_commit = off`): when the server stops,
/// the last may be missing, which the journal tells again; never a part of one.
final class PostgresDatabase implements Database {
  static final String SCHEMA = "warder";

  private final PostgresFaults faults;
  private final HikariDataSource pool;

  private PostgresDatabase(PostgresFaults faults, HikariDataSource pool) {
    this.faults = faults;
    this.pool = pool;
  }

  static PostgresDatabase open(StoreSettings.Postgres settings) throws StoreException {
    PostgresUrl url = PostgresUrl.parse(settings.url());
    PostgresFaults faults = new PostgresFaults(url.place());
    PGSimpleDataSource source = source(url, settings);
    try {
      try (Connection connection = source.getConnection()) {
        requireUtf8(connection, url.place());
        createSchema(connection);
        Schema.bringUp(
            connection, () -> Schema.postgres(source, SCHEMA), faults::explain, url.place());
      }
    } catch (SQLException e) {
      throw faults.explain(e);
    }
    return new PostgresDatabase(faults, pool(source, settings));
  }

  @Override
  public Connection writer() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public Connection reader() throws SQLException {
    return pool.getConnection();
  }

  /// The server says what it is in, and the pool drops connections that broke.
  @Override
  public void discard(Connection connection) {}

  /// The server does it.
  @Override
  public Watch watch(Statement statement) {
    return Watch.NONE;
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
  public void backup(Path file) throws StoreException {
    throw new StoreException(
        ErrorCode.USAGE,
        "Warder does not copy a PostgreSQL database; use pg_dump --schema="
            + SCHEMA
            + ", or keep"
            + " the journal alone: Warder fills an empty database from it");
  }

  @Override
  public void close() {
    pool.close();
  }

  private static void requireUtf8(Connection connection, String place)
      throws SQLException, StoreException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW server_encoding")) {
      row.next();
      String encoding = row.getString(1);
      if (!encoding.equals("UTF8")) {
        throw new StoreException(
            ErrorCode.STORE_REFUSED,
            place
                + " keeps texts as "
                + encoding
                + ", which cannot hold all; make a database with createdb --encoding=UTF8"
                + " --template=template0");
      }
    }
  }

  /// Who lacks the right is told at once; Flyway would try ten times. Asked for first, since a user
  /// who may use a schema need not be allowed to make one.
  private static void createSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean there;
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*) FROM pg_namespace WHERE nspname = '" + SCHEMA + "'")) {
        row.next();
        there = row.getLong(1) == 1;
      }
      if (!there) {
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
      }
    }
  }

  private static PGSimpleDataSource source(PostgresUrl url, StoreSettings.Postgres settings) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url.jdbc());
    source.setUser(settings.user());
    byte[] password = settings.password().expose();
    if (password.length > 0) {
      source.setPassword(new String(password, StandardCharsets.UTF_8));
    }
    source.setCurrentSchema(SCHEMA);
    source.setConnectTimeout(seconds(settings.connectTimeout()));
    source.setLoginTimeout(seconds(settings.connectTimeout()));
    // What the server's own time-outs cannot end: a network that swallows everything.
    source.setSocketTimeout(seconds(settings.statementTimeout().plusSeconds(10)));
    source.setTcpKeepAlive(true);
    // Details of an error quote rows.
    source.setLogServerErrorDetail(false);
    source.setReWriteBatchedInserts(true);
    return source;
  }

  private static HikariDataSource pool(PGSimpleDataSource source, StoreSettings.Postgres settings) {
    long statement = settings.statementTimeout().toMillis();
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName("warder-postgresql");
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(Math.max(250, settings.connectTimeout().toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(
        "SET statement_timeout = "
            + statement
            + "; SET lock_timeout = "
            + statement
            + "; SET idle_in_transaction_session_timeout = "
            + Duration.ofMinutes(5).toMillis()
            + "; SET synchronous_commit = off");
    return new HikariDataSource(config);
  }

  private static int seconds(Duration duration) {
    return (int) Math.max(1, duration.toSeconds());
  }
}

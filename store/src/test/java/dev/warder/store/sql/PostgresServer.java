package dev.warder.store.sql;

import dev.warder.model.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A PostgreSQL server of the test's own. Lets `postgres` in without a password, all others with
/// theirs alone.
public final class PostgresServer implements AutoCloseable {
  private static final String RULES =
      """
      host all postgres 127.0.0.1/32 trust
      host all all 127.0.0.1/32 scram-sha-256
      """;

  private final Path data;
  private EmbeddedPostgres server;
  private int databases;

  private PostgresServer(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
  }

  /// Starts one with its data in a folder.
  public static PostgresServer start(Path data) throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start();
    PostgresServer started = new PostgresServer(data, server);
    Files.writeString(data.resolve("pg_hba.conf"), RULES, StandardCharsets.UTF_8);
    started.run("SELECT pg_reload_conf()");
    return started;
  }

  /// Stops the server and leaves its data.
  public void stop() throws IOException {
    server.close();
  }

  /// Starts it again on the same port.
  public void startAgain() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(server.getPort())
            .start();
  }

  /// Makes a database and says its name.
  public String create() throws SQLException {
    String name = "store_" + ++databases;
    run("CREATE DATABASE " + name);
    return name;
  }

  StoreSettings.Postgres settings(String database) {
    return new StoreSettings.Postgres(url(database), "postgres", Secret.of(""));
  }

  /// Where a database is.
  public String url(String database) {
    return "postgresql://127.0.0.1:" + server.getPort() + "/" + database;
  }

  /// A connection of the one who may do everything.
  public Connection connect(String database) throws SQLException {
    return server.getDatabase("postgres", database).getConnection();
  }

  /// Runs a statement as the one who may do everything.
  public void run(String sql) throws SQLException {
    run("postgres", sql);
  }

  /// Runs a statement in a database.
  public void run(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

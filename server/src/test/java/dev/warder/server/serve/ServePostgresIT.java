package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.store.sql.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `warder serve` with its tables in a real PostgreSQL.
class ServePostgresIT {
  private static final String PASSWORD = "correct-horse-battery";

  @TempDir private Path folder;

  private Path settings(PostgresServer server, String database) throws IOException {
    Path password =
        Files.createFile(
            folder.resolve("password"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(password, PASSWORD + "\n");
    return Files.writeString(
        folder.resolve("warder.yaml"),
        "store:\n  url: "
            + server.url(database)
            + "\n  user: warder\n  password_file: "
            + password
            + "\n");
  }

  private static Map<String, String> standings(PostgresServer server, String database)
      throws SQLException {
    Map<String, String> standings = new TreeMap<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, standing FROM warder.key_row")) {
      while (rows.next()) {
        standings.put(rows.getString(1), rows.getString(2));
      }
    }
    return standings;
  }

  private static int revoke(ServeProcess serve, String admin, String[] key) throws Exception {
    return serve.ask(admin, "POST", "/v1/keys/" + key[1] + ":revoke", "{}").status();
  }

  @Test
  void aKeysLifeGoesOnWhileConnectionsBreakAndTheServerIsAwayAndRowsFollow() throws Exception {
    Path data = folder.resolve("data");
    try (PostgresServer server = PostgresServer.start(folder.resolve("postgres"))) {
      server.run("CREATE ROLE warder LOGIN PASSWORD '" + PASSWORD + "'");
      String database = server.create();
      server.run("GRANT CREATE ON DATABASE " + database + " TO warder");
      String[] more = {"--config", settings(server, database).toString()};
      String admin;
      String[] kept;
      String[] ended;
      String[] during;
      try (ServeProcess serve = ServeProcess.start(data, more)) {
        admin = serve.credential();
        assertThat(admin).as(serve.talk()).isNotEmpty();
        ended = serve.mint(admin, "acme");
        server.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'warder'");
        kept = serve.mint(admin, "acme");
        assertThat(revoke(serve, admin, ended)).isEqualTo(200);
        assertThat(serve.verdict(admin, ended[0])).isEqualTo("revoked");
        assertThat(serve.stop()).isEqualTo(143);
        assertThat(serve.talk()).doesNotContain(PASSWORD);
      }
      assertThat(standings(server, database))
          .hasSize(3)
          .containsEntry(kept[1], "ACTIVE")
          .containsEntry(ended[1], "REVOKED");
      try (ServeProcess serve = ServeProcess.start(data, more)) {
        assertThat(serve.verdict(admin, kept[0])).isEqualTo("allowed");
        server.stop();
        during = serve.mint(admin, "acme");
        assertThat(serve.verdict(admin, during[0])).isEqualTo("allowed");
        assertThat(revoke(serve, admin, kept)).isEqualTo(200);
        assertThat(serve.verdict(admin, kept[0])).isEqualTo("revoked");
        server.startAgain();
        serve.stop();
      }
      assertThat(standings(server, database))
          .hasSize(4)
          .containsEntry(kept[1], "REVOKED")
          .containsEntry(during[1], "ACTIVE");
      Map<String, String> before = standings(server, database);
      server.run(database, "DROP SCHEMA warder CASCADE");
      try (ServeProcess serve = ServeProcess.start(data, more)) {
        assertThat(serve.verdict(admin, during[0])).isEqualTo("allowed");
        assertThat(serve.verdict(admin, ended[0])).isEqualTo("revoked");
        serve.stop();
      }
      assertThat(standings(server, database)).isEqualTo(before);
      assertThat(data.resolve("warder.db")).doesNotExist();
    }
  }
}

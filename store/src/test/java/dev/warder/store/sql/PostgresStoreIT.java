package dev.warder.store.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreIT extends StoreContract {
  @TempDir private static Path folder;
  private static @Nullable PostgresServer server;

  private @Nullable String database;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.start(folder.resolve("data"));
  }

  @AfterAll
  static void stopServer() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected Store open() throws StoreException, SQLException {
    if (server == null) {
      throw new IllegalStateException("no server");
    }
    if (database == null) {
      database = server.create();
    }
    return Stores.open(server.settings(database));
  }
}

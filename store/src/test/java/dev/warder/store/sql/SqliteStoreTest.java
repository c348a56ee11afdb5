package dev.warder.store.sql;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
  @TempDir private Path folder;

  @Override
  protected Store open() throws StoreException {
    return Stores.open(new StoreSettings.Sqlite(folder.resolve("data").resolve("warder.db")));
  }
}

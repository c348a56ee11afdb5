package dev.warder.store.sql;

import dev.warder.model.Secret;
import java.nio.file.Path;

/// A process that applies batch after batch and tells each position that was acknowledged, until it
/// is killed.
final class BatchWriter {
  private BatchWriter() {}

  /// Writes until it is killed.
  ///
  /// @param arguments a PostgreSQL URL or the file of a SQLite database
  public static void main(String[] arguments) throws StoreException {
    StoreSettings settings =
        arguments[0].startsWith("postgresql:")
            ? new StoreSettings.Postgres(arguments[0], "postgres", Secret.of(""))
            : new StoreSettings.Sqlite(Path.of(arguments[0]));
    try (Store store = Stores.open(settings)) {
      for (long position = store.position() + 1; ; position++) {
        store.apply(Batches.at(position));
        System.out.println(position);
      }
    }
  }
}

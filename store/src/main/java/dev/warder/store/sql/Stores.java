package dev.warder.store.sql;

/// Opens stores.
public final class Stores {
  private Stores() {}

  /// Opens the store that the settings name: makes it if it is missing, brings its tables up to
  /// this Warder's, looks it over if it was not closed properly.
  ///
  /// @throws StoreException with what to do if it cannot be reached or used; nothing is left open
  public static Store open(StoreSettings settings) throws StoreException {
    return open(settings, Transactions.Pause.GROWING);
  }

  static Store open(StoreSettings settings, Transactions.Pause pause) throws StoreException {
    Database database =
        switch (settings) {
          case StoreSettings.Sqlite sqlite -> SqliteDatabase.open(sqlite);
          case StoreSettings.Postgres postgres -> PostgresDatabase.open(postgres);
        };
    return SqlStore.over(database, pause);
  }
}

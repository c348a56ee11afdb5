package dev.warder.store.sql;

import dev.warder.model.ErrorCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/// Brings the tables of a database up to this Warder's. Scripts are kept for ever and never
/// changed; one serves both databases, with the names of their types filled in.
final class Schema {
  private static final String SCRIPTS = "classpath:dev/warder/store/sql/schema";
  private static final String HISTORY = "schema_history";

  /// That of the last script.
  static final int VERSION = 1;

  private Schema() {}

  static FluentConfiguration sqlite(DataSource source) {
    return common(source)
        .placeholders(
            Map.of("text", "TEXT", "number", "INTEGER", "bytes", "BLOB", "strict", "STRICT"));
  }

  /// Texts are compared by their bytes, as SQLite does.
  static FluentConfiguration postgres(DataSource source, String schema) {
    return common(source)
        .defaultSchema(schema)
        .createSchemas(true)
        .placeholders(
            Map.of(
                "text", "TEXT COLLATE \"C\"", "number", "BIGINT", "bytes", "BYTEA", "strict", ""));
  }

  private static FluentConfiguration common(DataSource source) {
    return Flyway.configure(Schema.class.getClassLoader())
        .dataSource(source)
        .locations(SCRIPTS)
        .table(HISTORY)
        .loggers("slf4j")
        .cleanDisabled(true)
        .failOnMissingLocations(true);
  }

  /// Flyway is asked only where something is to do: it costs half a second at each start.
  ///
  /// @param connection to the database, with the schema that is meant
  /// @param explain what the database's errors mean
  /// @param place where the database is, for messages
  /// @throws SQLException if the database fails
  static void bringUp(
      Connection connection,
      Supplier<FluentConfiguration> configuration,
      Function<SQLException, StoreException> explain,
      String place)
      throws SQLException, StoreException {
    int found = version(connection);
    if (found > VERSION) {
      throw new StoreException(
          ErrorCode.STORE_TOO_NEW,
          "the tables in "
              + place
              + " have version "
              + found
              + ", this Warder knows them up to version "
              + VERSION
              + "; run the newer Warder, or give this one an empty database and it fills it from the"
              + " journal");
    }
    if (found < VERSION) {
      migrate(configuration, explain, place);
    }
  }

  /// The version that the tables have, 0 if there are none or a script broke off.
  private static int version(Connection connection) throws SQLException {
    try (ResultSet table =
        connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, null)) {
      if (!table.next()) {
        return 0;
      }
    }
    int version = 0;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT version, success FROM " + HISTORY)) {
      while (row.next()) {
        if (!row.getBoolean(2)) {
          return 0;
        }
        String text = row.getString(1);
        if (text != null) {
          version = Math.max(version, number(text));
        }
      }
    }
    return version;
  }

  /// Later scripts may be numbered in ways that are not known yet.
  private static int number(String version) {
    int dot = version.indexOf('.');
    try {
      return Integer.parseInt(dot < 0 ? version : version.substring(0, dot));
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }

  private static void migrate(
      Supplier<FluentConfiguration> configuration,
      Function<SQLException, StoreException> explain,
      String place)
      throws StoreException {
    try {
      configuration.get().load().migrate();
    } catch (FlywayException e) {
      SQLException below = sqlException(e);
      if (below != null) {
        StoreException told = explain.apply(below);
        if (told.code() != ErrorCode.STORE_FAILED) {
          throw told;
        }
      }
      throw new StoreException(
          ErrorCode.STORE_DAMAGED,
          "the tables in "
              + place
              + " are not those that Warder made; give Warder an empty database and it fills it"
              + " from the journal",
          e);
    }
  }

  private static @Nullable SQLException sqlException(Throwable error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}

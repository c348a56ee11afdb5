package dev.warder.store.sql;

import dev.warder.model.ErrorCode;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/// Brings the tables of a database up to this Warder's. Scripts are kept for ever and never
/// changed; one serves both databases, with the names of their types filled in.
final class Schema {
  private static final String SCRIPTS = "classpath:dev/warder/store/sql/schema";
  private static final String HISTORY = "schema_history";

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
        .cleanDisabled(true)
        .failOnMissingLocations(true);
  }

  /// @param place where the database is, for messages
  /// @throws SQLException if the database fails
  static void bringUp(FluentConfiguration configuration, String place)
      throws SQLException, StoreException {
    try {
      Flyway flyway = configuration.load();
      refuseNewer(flyway, place);
      flyway.migrate();
    } catch (FlywayException e) {
      SQLException below = sqlException(e);
      if (below != null) {
        throw below;
      }
      throw new StoreException(
          ErrorCode.STORE_DAMAGED,
          "the tables in "
              + place
              + " are not those that Warder made: "
              + firstLine(e)
              + "; give Warder an empty database and it fills it from the journal",
          e);
    }
  }

  private static void refuseNewer(Flyway flyway, String place) throws StoreException {
    String known = "0";
    String found = "0";
    for (MigrationInfo migration : flyway.info().all()) {
      if (migration.getVersion() == null) {
        continue;
      }
      if (migration.getState().isResolved()) {
        known = migration.getVersion().getVersion();
      } else {
        found = migration.getVersion().getVersion();
      }
    }
    if (!found.equals("0")) {
      throw new StoreException(
          ErrorCode.STORE_TOO_NEW,
          "the tables in "
              + place
              + " have version "
              + found
              + ", this Warder knows them up to version "
              + known
              + "; run the newer Warder, or give this one an empty database and it fills it from the"
              + " journal");
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

  private static String firstLine(FlywayException error) {
    String message = String.valueOf(error.getMessage());
    return message.lines().findFirst().orElse("");
  }
}

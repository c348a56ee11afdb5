package dev.warder.server.journal;

import dev.warder.model.Activity;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.bytes.MalformedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Entries as a Parquet file, written by DuckDB in this process.
///
/// Bounds 512 MB of memory and two threads; what does not fit goes to a folder of its own beside
/// the output, which is removed again. Nothing is loaded from the network
final class ParquetExport implements Export {
  private final Path output;
  private final Path temporary;
  private final DuckDBConnection connection;
  private final DuckDBAppender appender;
  private boolean closed;

  private ParquetExport(Path output, Path temporary) throws SQLException {
    this.output = output;
    this.temporary = temporary;
    Properties settings = new Properties();
    settings.setProperty("memory_limit", "512MB");
    settings.setProperty("threads", "2");
    settings.setProperty("temp_directory", temporary.toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    Connection opened = DriverManager.getConnection("jdbc:duckdb:", settings);
    connection = opened.unwrap(DuckDBConnection.class);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_configuration = true");
      statement.execute(
          "CREATE TABLE entries (entry BIGINT, kind VARCHAR, time TIMESTAMP, tenant VARCHAR,"
              + " credential_uid VARCHAR, operation VARCHAR, source VARCHAR, privacy VARCHAR,"
              + " uid VARCHAR, principal VARCHAR, address VARCHAR, as_number BIGINT,"
              + " country VARCHAR, client VARCHAR, user_agent VARCHAR, api VARCHAR,"
              + " method VARCHAR, path VARCHAR, result VARCHAR, status INTEGER, error VARCHAR,"
              + " request_bytes BIGINT, response_bytes BIGINT, latency_micros BIGINT,"
              + " body VARCHAR, personal VARCHAR, journal VARCHAR)");
    }
    appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "entries");
  }

  static ParquetExport to(Path output) {
    Path folder = output.toAbsolutePath().getParent();
    Path temporary = null;
    try {
      temporary = Files.createTempDirectory(folder, ".warder-export-");
      return new ParquetExport(output, temporary);
    } catch (IOException | SQLException e) {
      if (temporary != null) {
        remove(temporary);
      }
      throw failed(output, e);
    }
  }

  @Override
  public void take(String journal, long number, Entry entry) {
    try {
      appender.beginRow();
      appender.append(number);
      appender.append(entry.kind().name().toLowerCase(Locale.ROOT));
      appender.appendEpochMicros(entry.timeMicros());
      appender.append(entry.tenant());
      appender.append(entry.credentialUid());
      appender.append(entry.operation());
      appender.append(entry.source());
      appender.append(entry.privacy().name().toLowerCase(Locale.ROOT));
      Activity activity = activity(entry);
      if (activity == null) {
        for (int column = 0; column < 16; column++) {
          appender.appendNull();
        }
        appender.append(new String(entry.body(), StandardCharsets.UTF_8));
        appender.append(new String(entry.personal().bytes(), StandardCharsets.UTF_8));
      } else {
        columns(activity);
        appender.appendNull();
        appender.appendNull();
      }
      appender.append(journal);
      appender.endRow();
    } catch (SQLException e) {
      throw failed(output, e);
    }
  }

  private @Nullable Activity activity(Entry entry) {
    try {
      return entry.kind() == EntryKind.ACTIVITY ? ActivityCodec.activity(entry) : null;
    } catch (MalformedException e) {
      return null;
    }
  }

  private void columns(Activity activity) throws SQLException {
    appender.append(activity.uid());
    appender.append(activity.caller().principalUid());
    appender.append(activity.source().address());
    appender.append((long) activity.source().asNumber());
    appender.append(activity.source().country());
    appender.append(activity.client().family());
    appender.append(activity.client().userAgent());
    appender.append(activity.call().api());
    appender.append(activity.call().method());
    appender.append(activity.call().path());
    appender.append(activity.outcome().result().name().toLowerCase(Locale.ROOT));
    appender.append(activity.outcome().status());
    appender.append(activity.outcome().error());
    appender.append(activity.requestBytes());
    appender.append(activity.responseBytes());
    appender.append(activity.latencyMicros());
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    Path part = temporary.resolve("part.parquet");
    try {
      try (DuckDBConnection open = connection) {
        appender.close();
        try (Statement statement = open.createStatement()) {
          statement.execute(
              "COPY entries TO '"
                  + part.toString().replace("'", "''")
                  + "' (FORMAT parquet, COMPRESSION zstd)");
        }
      }
      Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      remove(temporary);
    }
  }

  private static CommandFailure failed(Path output, Exception e) {
    return new CommandFailure(
        ErrorCode.OUTPUT_UNWRITABLE, "cannot write " + output + ": " + e.getMessage(), e);
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }
}

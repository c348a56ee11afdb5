package dev.warder.store.sql;

import dev.warder.model.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Copies a SQLite database while it is used. The copy is written under another name, forced, and
/// only then gets its own.
final class SqliteBackup {
  private SqliteBackup() {}

  static void write(DataSource source, Path target, SqliteFaults faults) throws StoreException {
    Path file = target.toAbsolutePath();
    Path part = file.resolveSibling(file.getFileName() + ".part");
    if (Files.exists(file)) {
      throw new StoreException(
          ErrorCode.USAGE, file + " exists already; name a new file for the backup");
    }
    try {
      Files.deleteIfExists(part);
      SqliteFile.create(part);
      copy(source, part);
      force(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      force(SqliteFile.folder(file));
    } catch (SQLException e) {
      remove(part);
      throw faults.explain(e);
    } catch (IOException e) {
      remove(part);
      throw new StoreException(
          ErrorCode.OUTPUT_UNWRITABLE,
          "the backup "
              + file
              + " cannot be written ("
              + e.getClass().getSimpleName()
              + "); its folder must be there and writable",
          e);
    }
  }

  private static void copy(DataSource source, Path part) throws SQLException {
    try (Connection connection = source.getConnection();
        PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, part.toString());
      copy.execute();
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // What failed first is told; a rest is removed by the next backup to this name.
    }
  }
}

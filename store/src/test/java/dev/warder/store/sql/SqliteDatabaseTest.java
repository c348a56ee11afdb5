package dev.warder.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.warder.model.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What only SQLite does.
class SqliteDatabaseTest {
  @TempDir private Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("warder.db");
  }

  private Store open() throws StoreException {
    return Stores.open(new StoreSettings.Sqlite(file));
  }

  private static Connection other(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static void run(Path file, String sql) throws SQLException {
    try (Connection connection = other(file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private StoreException refusal() {
    StoreException refused = catchThrowableOfType(StoreException.class, this::open);
    assertThat(refused).as("it opened").isNotNull();
    return refused;
  }

  private static List<KeyRow> rows(int count) {
    List<KeyRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Batches.key("key-" + i, 1));
    }
    return rows;
  }

  /// Copies the files as a machine that stops leaves them.
  private void copyAsIs(Path to) throws IOException {
    for (String end : List.of("", "-wal")) {
      Files.copy(
          file.resolveSibling(file.getFileName() + end), to.resolveSibling(to.getFileName() + end));
    }
  }

  @Test
  void itsFilesAreForTheirOwnerAlone() throws Exception {
    Path made = folder.resolve("a").resolve("b");
    Path deep = made.resolve("warder.db");
    try (Store store = Stores.open(new StoreSettings.Sqlite(deep))) {
      store.apply(Batches.at(1));
      assertThat(permissions(made)).isEqualTo("rwx------");
      try (var files = Files.list(made)) {
        assertThat(files.toList())
            .hasSize(4)
            .allSatisfy(each -> assertThat(permissions(each)).isEqualTo("rw-------"));
      }
    }
    Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rw-rw-rw-"));
    Stores.open(new StoreSettings.Sqlite(deep)).close();
    assertThat(permissions(deep)).isEqualTo("rw-------");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void twoCannotHaveItOpenAndTheNextCanWhenTheFirstIsDone() throws Exception {
    try (Store first = open()) {
      first.apply(Batches.at(1));
      StoreException refused = refusal();
      assertThat(refused.code()).isEqualTo(ErrorCode.ALREADY_OPEN);
      assertThat(refused).hasMessageContaining(file.toString()).hasMessageContaining("stop");
      first.apply(Batches.at(2));
    }
    try (Store second = open()) {
      assertThat(second.position()).isEqualTo(2);
    }
  }

  @Test
  void afterARefusalTheFileIsFree() throws Exception {
    Files.writeString(file, "x".repeat(4096));
    assertThat(refusal().code()).isEqualTo(ErrorCode.STORE_DAMAGED);
    Files.delete(file);
    open().close();
  }

  @Test
  void whatIsNoDatabaseIsLeftAsItIs() throws Exception {
    String text = "this is my diary\n".repeat(300);
    Files.writeString(file, text);
    StoreException refused = refusal();
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_DAMAGED);
    assertThat(refused)
        .hasMessageContaining("no SQLite database")
        .hasMessageContaining("warder.db");
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void aDatabaseOfSomethingElseIsLeftAsItIs() throws Exception {
    run(file, "CREATE TABLE recipe (name TEXT)");
    byte[] before = Files.readAllBytes(file);
    StoreException refused = refusal();
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_REFUSED);
    assertThat(refused).hasMessageContaining("not Warder's");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aFolderIsNoDatabase() throws Exception {
    Files.createDirectory(file);
    assertThat(refusal().code()).isEqualTo(ErrorCode.STORE_REFUSED);
  }

  @Test
  void aFileInPlaceOfItsFolderIsRefused() throws Exception {
    Files.writeString(folder.resolve("plain"), "");
    file = folder.resolve("plain").resolve("warder.db");
    assertThat(refusal().code()).isEqualTo(ErrorCode.OUTPUT_UNWRITABLE);
  }

  @Test
  void tablesOfANewerWarderAreRefusedByTheirVersion() throws Exception {
    open().close();
    run(
        file,
        "INSERT INTO schema_history SELECT 2, '7', 'later', 'SQL', 'V7__later.sql', 1,"
            + " installed_by, installed_on, 1, 1 FROM schema_history WHERE version = '1'");
    StoreException refused = refusal();
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_TOO_NEW);
    assertThat(refused).hasMessageContaining("version 7").hasMessageContaining("version 1;");
  }

  @Test
  void aVersionThatIsNoNumberIsTooNew() throws Exception {
    open().close();
    run(file, "UPDATE schema_history SET version = '2x'");
    assertThat(refusal().code()).isEqualTo(ErrorCode.STORE_TOO_NEW);
  }

  @Test
  void theVersionThatIsKnownIsThatOfTheLastScript() throws Exception {
    open().close();
    try (Connection connection = other(file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT max(version) FROM schema_history")) {
      assertThat(row.getInt(1)).isEqualTo(Schema.VERSION);
    }
    run(file, "UPDATE schema_history SET success = 0");
    assertThat(refusal().code()).as("a script that broke off").isEqualTo(ErrorCode.STORE_DAMAGED);
  }

  @Test
  void tablesWithoutTheirHistoryAreRefused() throws Exception {
    open().close();
    run(file, "DELETE FROM schema_history");
    StoreException refused = refusal();
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_DAMAGED);
    assertThat(refused).hasMessageContaining("empty database");
  }

  @Test
  void aBatchThatFailsInTheMiddleLeavesNothing() throws Exception {
    try (Store store = open()) {
      store.apply(Batches.at(1));
      Contents before = Contents.of(store);
      run(
          file,
          "CREATE TRIGGER refuse BEFORE INSERT ON document WHEN new.kind = 'idempotency'"
              + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
      assertThatThrownBy(() -> store.apply(Batches.at(2)))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FAILED))
          .hasMessageNotContaining("key-");
      assertThat(Contents.of(store)).isEqualTo(before);
      run(file, "DROP TRIGGER refuse");
      store.apply(Batches.at(2));
      assertThat(store.position()).isEqualTo(2);
    }
  }

  @Test
  void aFullDiskIsSaidAndOverWhenThereIsRoom() throws Exception {
    try (SqliteDatabase database = SqliteDatabase.open(new StoreSettings.Sqlite(file))) {
      SqlStore store = SqlStore.over(database, _ -> {});
      store.apply(Batches.at(1));
      limitPages(database, 1);
      assertThatThrownBy(() -> store.apply(Batch.ofKeys(2, rows(5_000))))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL))
          .hasMessageContaining("make room");
      assertThat(store.position()).isEqualTo(1);
      assertThat(store.keys().count(KeyFilter.ALL)).isEqualTo(40);

      limitPages(database, 1_000_000);
      store.apply(Batch.ofKeys(2, rows(5_000)));
      assertThat(store.position()).isEqualTo(2);
    }
  }

  /// SQLite answers the same when this many pages are in use as when the disk is full. A limit
  /// below what is in use means no more than that.
  private static void limitPages(SqliteDatabase database, int pages) throws SQLException {
    try (Connection writer = database.writer();
        Statement statement = writer.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }

  @Test
  void aFileThatMayNotBeWrittenIsSaid() throws Exception {
    try (SqliteDatabase database = SqliteDatabase.open(new StoreSettings.Sqlite(file))) {
      SqlStore store = SqlStore.over(database, _ -> {});
      try (Connection writer = database.writer();
          Statement statement = writer.createStatement()) {
        // The superuser may write to any file, so that permissions cannot show it everywhere.
        statement.execute("PRAGMA query_only = ON");
      }
      assertThatThrownBy(() -> store.apply(Batches.at(1)))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_REFUSED))
          .hasMessageContaining("belong to the user");
    }
  }

  @Test
  void anotherThatWritesIsWaitedFor() throws Exception {
    StoreSettings.Sqlite settings =
        new StoreSettings.Sqlite(file, Duration.ofSeconds(30), Duration.ofMillis(10));
    try (Connection other = other(createdFile());
        Statement statement = other.createStatement()) {
      List<Integer> pauses = new ArrayList<>();
      try (SqliteDatabase database = SqliteDatabase.open(settings)) {
        SqlStore store =
            SqlStore.over(
                database,
                tries -> {
                  pauses.add(tries);
                  if (tries == 2) {
                    runUnchecked(statement, "ROLLBACK");
                  }
                });
        statement.execute("BEGIN IMMEDIATE");
        store.apply(Batches.at(1));
        assertThat(pauses).containsExactly(1, 2);
        assertThat(store.position()).isEqualTo(1);
      }
    }
  }

  @Test
  void anotherThatWritesWithoutEndIsGivenUpOn() throws Exception {
    StoreSettings.Sqlite settings =
        new StoreSettings.Sqlite(file, Duration.ofSeconds(30), Duration.ofMillis(10));
    try (SqliteDatabase database = SqliteDatabase.open(settings);
        Connection other = other(file);
        Statement statement = other.createStatement()) {
      List<Integer> pauses = new ArrayList<>();
      SqlStore store = SqlStore.over(database, pauses::add);
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> store.apply(Batches.at(1)))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY))
          .hasMessageContaining("another program");
      assertThat(pauses).containsExactly(1, 2, 3);
      assertThat(store.position()).as("readers go on").isZero();
      statement.execute("ROLLBACK");
      store.apply(Batches.at(1));
    }
  }

  private static void runUnchecked(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Path createdFile() throws StoreException {
    open().close();
    return file;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 500, 4_000, 4_153, 20_000, 60_000, 99_999_999})
  void cutAtAnyByteItsLogGivesWholeBatchesAlone(int bytes) throws Exception {
    Path copy = folder.resolve("copy.db");
    try (Store store = open()) {
      for (long position = 1; position <= 8; position++) {
        store.apply(Batches.at(position));
      }
      copyAsIs(copy);
    }
    Path log = folder.resolve("copy.db-wal");
    try (RandomAccessFile cut = new RandomAccessFile(log.toFile(), "rw")) {
      assertThat(cut.length()).isGreaterThan(60_000);
      cut.setLength(Math.min(bytes, cut.length()));
    }
    assertHoldsWholeBatches(copy, 8, bytes);
  }

  @Test
  void bentAnywhereItsLogGivesWholeBatchesAlone() throws Exception {
    Path copy = folder.resolve("copy.db");
    try (Store store = open()) {
      for (long position = 1; position <= 8; position++) {
        store.apply(Batches.at(position));
      }
      for (int at = 3_000; at < 120_000; at += 13_001) {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(folder.resolve("copy.db-wal"));
        copyAsIs(copy);
        try (RandomAccessFile bent = new RandomAccessFile(folder + "/copy.db-wal", "rw")) {
          bent.seek(at);
          bent.write(bent.read() ^ 0x40);
        }
        assertHoldsWholeBatches(copy, 8, at);
      }
    }
  }

  /// Either nothing of the tables is there yet, or the rows are those of all batches to a position.
  private static void assertHoldsWholeBatches(Path file, long most, int what) throws Exception {
    try (Store store = Stores.open(new StoreSettings.Sqlite(file))) {
      long position = store.position();
      assertThat(position).as("%d", what).isBetween(0L, most);
      MemoryStore model = new MemoryStore();
      for (long at = 1; at <= position; at++) {
        model.apply(Batches.at(at));
      }
      assertThat(Contents.of(store)).as("%d", what).isEqualTo(Contents.of(model));
    }
  }

  @Test
  void afterAnEndThatWasNoneADamagedFileIsFound() throws Exception {
    Path copy = folder.resolve("copy.db");
    try (Store store = open()) {
      store.apply(Batch.ofKeys(1, rows(5_000)));
      run(file, "PRAGMA wal_checkpoint(FULL)");
      store.apply(Batches.at(2));
      copyAsIs(copy);
    }
    try (RandomAccessFile bent = new RandomAccessFile(copy.toFile(), "rw")) {
      // The head of every page past the first ones; some of these hold keys.
      for (long page = 20; page < 200; page++) {
        bent.seek(page * 4_096);
        bent.write(new byte[] {99, 99, 99, 99, 99, 99, 99, 99});
      }
    }
    file = copy;
    StoreException refused = refusal();
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_DAMAGED);
    assertThat(refused).hasMessageContaining("move it away");
  }

  @Test
  void aStatementThatTakesTooLongIsEnded() throws Exception {
    StoreSettings.Sqlite hasty =
        new StoreSettings.Sqlite(file, Duration.ofMillis(300), Duration.ofSeconds(5));
    try (SqliteDatabase database = SqliteDatabase.open(hasty)) {
      Transactions transactions = new Transactions(database, _ -> {});
      String endless =
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
      assertThatThrownBy(() ->
              transactions.read(connection -> {
                try (var ask = connection.prepareStatement(endless)) {
                  return Streams.number(database, ask);
                }
              }))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY))
          .hasMessageContaining("too long");
      assertThat(SqlStore.over(database, _ -> {}).position()).isZero();
    }
  }

  @Test
  void moreReadersThanConnectionsAreToldSo() throws Exception {
    StoreSettings.Sqlite hasty =
        new StoreSettings.Sqlite(file, Duration.ofMillis(300), Duration.ofSeconds(5));
    try (SqliteDatabase database = SqliteDatabase.open(hasty)) {
      SqlStore store = SqlStore.over(database, _ -> {});
      List<Connection> taken = new ArrayList<>();
      for (int i = 0; i < SqliteDatabase.READERS; i++) {
        taken.add(database.reader());
      }
      assertThatThrownBy(store::position)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY));
      for (Connection connection : taken) {
        connection.close();
      }
      assertThat(store.position()).isZero();
    }
  }

  @Test
  void aBackupHoldsWhatTheStoreHeldAndIsAStoreItself() throws Exception {
    Path backup = folder.resolve("backup.db");
    try (Store store = open()) {
      for (long position = 1; position <= 30; position++) {
        store.apply(Batches.at(position));
      }
      Contents before = Contents.of(store);
      store.backup(backup);
      store.apply(Batches.at(31));
      assertThat(permissions(backup)).isEqualTo("rw-------");
      try (Store copy = Stores.open(new StoreSettings.Sqlite(backup))) {
        assertThat(Contents.of(copy)).isEqualTo(before);
      }
      assertThatThrownBy(() -> store.backup(backup))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
      assertThatThrownBy(() -> store.backup(folder.resolve("none").resolve("backup.db")))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTPUT_UNWRITABLE));
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(Path::toString).toList()).noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new StoreSettings.Sqlite(file, Duration.ZERO, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("statementTimeout");
    assertThatThrownBy(() -> new StoreSettings.Sqlite(file, Duration.ofSeconds(1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("busyTimeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0b", "\uD800", "a\uDC00"})
  void textsThatADatabaseWouldChangeAreRefused(String text) {
    assertThatThrownBy(() -> Batches.key(text, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Batches.document("kind", text, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Removal(text, "id", 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat("😀".getBytes(StandardCharsets.UTF_8)).hasSize(4);
    assertThat(Batches.key("😀", 1).id()).isEqualTo("😀");
  }
}

package dev.warder.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only PostgreSQL does.
class PostgresDatabaseIT {
  private static final String PASSWORD = "correct-horse-battery";

  @TempDir private static Path folder;
  private static @Nullable PostgresServer server;

  private String database = "";

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.start(folder.resolve("data"));
    server.run("CREATE ROLE warder LOGIN PASSWORD '" + PASSWORD + "'");
  }

  @AfterAll
  static void stopServer() throws Exception {
    server().close();
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    database = server().create();
  }

  private static PostgresServer server() {
    if (server == null) {
      throw new IllegalStateException("no server");
    }
    return server;
  }

  private Store open() throws StoreException {
    return Stores.open(server().settings(database));
  }

  private StoreSettings.Postgres as(String user, String password) {
    return new StoreSettings.Postgres(server().url(database), user, Secret.of(password));
  }

  private static StoreException refusal(StoreSettings settings) {
    StoreException refused =
        catchThrowableOfType(StoreException.class, () -> Stores.open(settings));
    assertThat(refused).as("it opened").isNotNull();
    return refused;
  }

  @Test
  void aWrongPasswordIsSaidAndNeverShown() {
    StoreException refused = refusal(as("warder", "wrong-horse"));
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_REFUSED);
    assertThat(refused).hasMessageContaining("password").hasMessageContaining("pg_hba.conf");
    StringWriter all = new StringWriter();
    refused.printStackTrace(new PrintWriter(all));
    assertThat(all.toString()).doesNotContain("wrong-horse");
    assertThat(as("warder", "wrong-horse").toString()).doesNotContain("wrong-horse");
  }

  @Test
  void aUserWithoutRightsIsToldWhichToGive() throws Exception {
    StoreException refused = refusal(as("warder", PASSWORD));
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_REFUSED);
    assertThat(refused).hasMessageContaining("GRANT CREATE");
    assertThat(refused.getMessage()).doesNotContain(PASSWORD);

    server().run("GRANT CREATE ON DATABASE " + database + " TO warder");
    try (Store store = Stores.open(as("warder", PASSWORD))) {
      store.apply(Batches.at(1));
      assertThat(store.position()).isEqualTo(1);
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsSaid() {
    database = "nowhere";
    StoreException refused = refusal(server().settings(database));
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_REFUSED);
    assertThat(refused).hasMessageContaining("createdb");
  }

  @Test
  void aServerThatIsNotThereIsSaidWithItsPlace() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    StoreException refused =
        refusal(
            new StoreSettings.Postgres(
                "postgresql://127.0.0.1:" + port + "/warder", "warder", Secret.of(PASSWORD)));
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_UNREACHABLE);
    assertThat(refused)
        .hasMessageContaining("127.0.0.1:" + port + "/warder")
        .hasMessageContaining("check that it runs")
        .hasMessageNotContaining(PASSWORD);
  }

  @Test
  void aDatabaseThatCannotHoldAllTextsIsRefused() throws Exception {
    server()
        .run(
            "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE"
                + " template0");
    StoreException refused = refusal(server().settings("latin"));
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_REFUSED);
    assertThat(refused).hasMessageContaining("LATIN1").hasMessageContaining("--encoding=UTF8");
  }

  @Test
  void aStandbyIsRefused() throws Exception {
    server().run("ALTER DATABASE " + database + " SET default_transaction_read_only = on");
    StoreException refused = refusal(server().settings(database));
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_REFUSED);
    assertThat(refused).hasMessageContaining("read-only");
  }

  @Test
  void tablesOfANewerWarderAreRefusedByTheirVersion() throws Exception {
    open().close();
    server()
        .run(
            database,
            "INSERT INTO warder.schema_history SELECT 3, '7', 'later', 'SQL', 'V7__later.sql', 1,"
                + " installed_by, installed_on, 1, true FROM warder.schema_history WHERE version ="
                + " '1'");
    StoreException refused = refusal(server().settings(database));
    assertThat(refused.code()).isEqualTo(ErrorCode.STORE_TOO_NEW);
    assertThat(refused).hasMessageContaining("version 7").hasMessageContaining("version 1;");
  }

  @Test
  void otherTablesOfTheDatabaseAreLeftAlone() throws Exception {
    server().run(database, "CREATE TABLE document (recipe text)");
    try (Store store = open()) {
      store.apply(Batches.at(1));
      assertThat(store.documents().count("approval")).isEqualTo(1);
    }
    assertThat(number("SELECT count(*) FROM public.document")).isZero();
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = server().connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void whoOpenedLastWritesAndTheOthersAreToldSo() throws Exception {
    try (Store first = open()) {
      first.apply(Batches.at(1));
      try (Store second = open()) {
        assertThatThrownBy(() -> first.apply(Batches.at(2)))
            .isInstanceOfSatisfying(
                StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_OPEN))
            .hasMessageContaining("another Warder");
        assertThatThrownBy(first::clear)
            .isInstanceOfSatisfying(
                StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_OPEN));
        assertThat(second.position()).isEqualTo(1);
        second.apply(Batches.at(2));
        KilledWriter.assertRowsFitThePosition(second);
        assertThat(first.position()).as("it may still read").isEqualTo(2);
      }
    }
  }

  @Test
  void aBatchThatFailsInTheMiddleLeavesNothing() throws Exception {
    try (Store store = open()) {
      store.apply(Batches.at(1));
      server()
          .run(
              database,
              "ALTER TABLE warder.document ADD CONSTRAINT refuse CHECK (id <> 'i-2') NOT VALID");
      assertThatThrownBy(() -> store.apply(Batches.at(2)))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FAILED))
          .hasMessageNotContaining("i-2");
      KilledWriter.assertRowsFitThePosition(store);
      assertThat(store.position()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatIsCutInMidTransactionIsReplacedAndTheBatchGoesInWhole() throws Exception {
    List<Integer> pauses = new ArrayList<>();
    try (PostgresDatabase real = PostgresDatabase.open(server().settings(database));
        SqlStore store = SqlStore.over(real, pauses::add);
        Connection lock = server().connect(database);
        Statement locking = lock.createStatement()) {
      store.apply(Batches.at(1));
      // Keys go in before documents: whoever waits here is in the middle of a batch.
      locking.execute("BEGIN; LOCK TABLE warder.document IN EXCLUSIVE MODE");
      AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
      Thread writer = applying(store, 2, failed);
      waitUntil("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
      assertThat(
              number(
                  "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE"
                      + " wait_event_type = 'Lock'"))
          .isEqualTo(1);
      waitUntil(
          "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND backend_start >"
              + " (SELECT backend_start FROM pg_stat_activity WHERE pid = "
              + pid(locking)
              + ")");
      locking.execute("ROLLBACK");
      writer.join();
      assertThat(failed.get()).isNull();
      assertThat(pauses).isEqualTo(List.of(1));
      assertThat(store.position()).isEqualTo(2);
      KilledWriter.assertRowsFitThePosition(store);
    }
  }

  private static int pid(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Thread applying(
      Store store, long position, AtomicReference<@Nullable Throwable> failed) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            store.apply(Batches.at(position));
          } catch (Throwable e) {
            failed.set(e);
          }
        });
  }

  /// Asks again until there is one.
  private void waitUntil(String countsOne) throws SQLException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (number(countsOne) != 1) {
      assertThat(System.nanoTime()).as(countsOne).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void aTransactionThatLostARaceIsTriedAgain() throws Exception {
    server()
        .run("ALTER DATABASE " + database + " SET default_transaction_isolation = 'serializable'");
    List<Integer> pauses = new ArrayList<>();
    try (PostgresDatabase real = PostgresDatabase.open(server().settings(database));
        SqlStore store = SqlStore.over(real, pauses::add);
        Connection other = server().connect(database);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN; UPDATE warder.progress SET position = position");
      AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
      Thread writer = applying(store, 1, failed);
      waitUntil("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
      statement.execute("COMMIT");
      writer.join();
      assertThat(failed.get()).isNull();
      assertThat(pauses).isEqualTo(List.of(1));
      assertThat(store.position()).isEqualTo(1);
    }
  }

  @Test
  void stoppedAndStartedAgainTheServerIsUsedAgain() throws Exception {
    StoreSettings.Postgres hasty =
        new StoreSettings.Postgres(
            server().url(database),
            "postgres",
            Secret.of(""),
            4,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1));
    try (Store store = Stores.open(hasty)) {
      for (long position = 1; position <= 20; position++) {
        store.apply(Batches.at(position));
      }
      server().stop();
      StoreException refused =
          catchThrowableOfType(StoreException.class, () -> store.apply(Batches.at(21)));
      assertThat(refused.code()).isEqualTo(ErrorCode.STORE_UNREACHABLE);
      assertThat(refused).hasMessageContaining("cannot be reached");

      server().startAgain();
      KilledWriter.assertRowsFitThePosition(store);
      store.apply(Batches.at(21));
      assertThat(store.position()).isEqualTo(21);
      KilledWriter.assertRowsFitThePosition(store);
    }
  }

  @Test
  void aStatementThatTakesTooLongIsEnded() throws Exception {
    StoreSettings.Postgres hasty =
        new StoreSettings.Postgres(
            server().url(database),
            "postgres",
            Secret.of(""),
            2,
            Duration.ofMillis(300),
            Duration.ofSeconds(5));
    try (PostgresDatabase real = PostgresDatabase.open(hasty)) {
      Transactions transactions = new Transactions(real, _ -> {});
      assertThatThrownBy(() ->
              transactions.read(connection -> {
                try (var ask = connection.prepareStatement("SELECT pg_sleep(60)")) {
                  return ask.execute();
                }
              }))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY));
    }
  }

  @Test
  void killedAtAnyMomentAWriterLeavesWholeBatches() throws Exception {
    for (int round = 0; round < 3; round++) {
      long acknowledged =
          KilledWriter.killAfter(
              server().url(database), 1 + round * 37, folder.resolve("errors").toFile());
      assertThat(acknowledged).isPositive();
      try (Store store = open()) {
        assertThat(store.position()).isGreaterThanOrEqualTo(acknowledged);
        KilledWriter.assertRowsFitThePosition(store);
      }
    }
  }

  @Test
  void aBackupIsRefusedWithWhatDoesIt() throws Exception {
    try (Store store = open()) {
      assertThatThrownBy(() -> store.backup(folder.resolve("backup")))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
          .hasMessageContaining("pg_dump");
    }
  }

  @Test
  void bothDatabasesTellTheSameContents() throws Exception {
    try (Store postgres = open();
        Store sqlite = Stores.open(new StoreSettings.Sqlite(folder.resolve(database + ".db")))) {
      for (long position = 1; position <= 20; position++) {
        postgres.apply(Batches.at(position));
        sqlite.apply(Batches.at(position));
      }
      assertThat(Contents.of(postgres)).isEqualTo(Contents.of(sqlite));
      byte[] other = "other".getBytes(StandardCharsets.UTF_8);
      postgres.apply(
          new Batch(21, List.of(), List.of(new Document("k", "a", 1, other)), List.of()));
      assertThat(Contents.of(postgres)).isNotEqualTo(Contents.of(sqlite));
    }
  }
}

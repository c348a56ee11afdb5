package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Changes and calls as `warder serve` keeps them, in processes of their own.
class TwoJournalsIT {
  private static final String PERSON = "jane-of-acme";

  @TempDir private Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  /// A command in a process of its own; what it printed, and how it ended.
  private record Ended(int code, String out, String err) {}

  private Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> line =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()),
                Stream.of(arguments))
            .toList();
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Ended remote(ServeProcess serve, String admin, String... arguments)
      throws IOException, InterruptedException {
    Path token = folder.resolve("token");
    if (!Files.exists(token)) {
      Files.createFile(
          token,
          java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
              java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
      Files.writeString(token, admin);
    }
    return run(
        Stream.concat(
                Stream.of(arguments),
                Stream.of("--server", serve.url(), "--token-file", token.toString()))
            .toArray(String[]::new));
  }

  private static String[] mint(ServeProcess serve, String admin) throws Exception {
    ServeProcess.Answer answer =
        serve.ask(
            admin,
            "POST",
            "/v1/keys",
            "{\"tenant\":\"acme\",\"owner\":\"" + PERSON + "\",\"scope\":[\"GET /**\"]}");
    return new String[] {answer.text("secret"), answer.body().path("key").path("id").asString("")};
  }

  private static String call(ServeProcess serve, String admin, String key) throws Exception {
    return serve
        .ask(
            admin,
            "POST",
            "/v1/verify",
            "{\"key\":\""
                + key
                + "\",\"method\":\"GET\",\"path\":\"/people/"
                + PERSON
                + "\",\"address\":\"203.0.113.77\"}")
        .text("verdict");
  }

  private List<String> holding(String text) throws IOException {
    try (Stream<Path> files = Files.walk(data())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> bytes(file).contains(text))
          .map(file -> data().relativize(file).toString())
          .toList();
    }
  }

  private static String bytes(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aForgottenTenantIsInNoFileAndItsRevokedKeyStaysRevokedWithoutTables() throws Exception {
    String admin;
    String[] key;
    String verdict;
    try (ServeProcess serve = ServeProcess.start(data())) {
      admin = serve.credential();
      key = mint(serve, admin);
      verdict = call(serve, admin, key[0]);
      assertThat(serve.ask(admin, "GET", "/v1/verdicts/" + verdict, "").text("operation"))
          .isEqualTo("GET /people/" + PERSON);
      Ended refused = remote(serve, admin, "journal", "forget", "--tenant", "acme", "--yes");
      assertThat(refused.code()).as(refused.toString()).isEqualTo(2);
      assertThat(refused.err()).contains("not ended: 1");
      serve.ask(admin, "POST", "/v1/keys/" + key[1] + ":revoke", "{\"note\":\"" + PERSON + "\"}");
      Ended dry = remote(serve, admin, "journal", "forget", "--tenant", "acme", "--dry-run");
      assertThat(dry.err()).contains("1 key").contains("would go");
      assertThat(remote(serve, admin, "journal", "forget", "--tenant", "acme").err())
          .contains("nobody is there to be asked");
      assertThat(serve.ask(admin, "GET", "/v1/keys/" + key[1], "").text("owner")).isEqualTo(PERSON);

      Ended done = remote(serve, admin, "journal", "forget", "--tenant", "acme", "--yes");

      assertThat(done.code()).as(done.toString()).isZero();
      assertThat(done.err()).contains("acme is forgotten");
      assertThat(serve.ask(admin, "GET", "/v1/keys/" + key[1], "").text("owner")).isEmpty();
      assertThat(serve.ask(admin, "GET", "/v1/verdicts/" + verdict, "").body().toString())
          .contains("forgotten")
          .doesNotContain(PERSON);
      serve.stop();
    }
    // What a database has in its free pages is the database's; the journals hold nothing.
    assertThat(holding(PERSON)).noneMatch(file -> file.contains("/"));
    try (Stream<Path> rows = Files.list(data())) {
      for (Path file : rows.filter(path -> path.toString().contains("warder.db")).toList()) {
        Files.delete(file);
      }
    }
    // The engine's state is a named gap, which whoever forgets a tenant closes by deleting it.
    Files.deleteIfExists(data().resolve("engine"));
    try (ServeProcess serve = ServeProcess.start(data())) {
      assertThat(serve.verdict(admin, key[0])).isEqualTo("revoked");
      assertThat(serve.ask(admin, "GET", "/v1/keys/" + key[1], "").text("owner")).isEmpty();
      serve.stop();
    }
    assertThat(holding(PERSON)).isEmpty();
    assertThat(run("journal", "verify", data().toString()).code()).isZero();
    Ended exported = run("journal", "export", data().toString(), "--tenant", "acme");
    assertThat(exported.out())
        .contains("\"privacy\":\"destroyed\"")
        .contains("\"journal\":\"changes\"")
        .contains("\"journal\":\"calls\"")
        .doesNotContain(PERSON)
        .doesNotContain("203.0.113.77");
  }

  @Test
  void commandsTakeTheDataFolderAndTellItsJournalsApart() throws Exception {
    try (ServeProcess serve = ServeProcess.start(data())) {
      String admin = serve.credential();
      call(serve, admin, mint(serve, admin)[0]);
      serve.stop();
    }
    Ended told = run("journal", "verify", data().toString());
    assertThat(told.code()).as(told.toString()).isZero();
    assertThat(told.out()).contains("(changes)").contains("(calls)").contains("in 1 segment\n");
    Ended heads = run("journal", "head", data().toString());
    assertThat(heads.out()).contains("# changes\n").contains("# calls\n");
    Path kept = Files.writeString(folder.resolve("heads"), heads.out());
    Path key =
        Files.writeString(
            folder.resolve("key.pub"),
            run("journal", "head", data().toString(), "--public-key").out());
    String[] verify = {
      "journal",
      "verify",
      data().toString(),
      "--json",
      "--head",
      kept.toString(),
      "--public-key",
      key.toString()
    };
    assertThat(run(verify).out())
        .contains("\"whole\":true,\"journals\":[{\"journal\":\"changes\"")
        .contains("{\"journal\":\"calls\"")
        .contains("\"public_key_from\":\"given\"");
    assertThat(run("journal", "verify", data() + "/calls", "--head", kept.toString()).code())
        .isZero();
    // One journal in the place of the other is found out.
    Files.move(data().resolve("calls"), folder.resolve("away"));
    copy(data().resolve("journal"), data().resolve("calls"));
    assertThat(run(verify).code()).isEqualTo(1);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void aBackupTakesBothJournalsAndOneThatIsNotWholeIsNotRestored() throws Exception {
    Path backup = folder.resolve("backup");
    String admin;
    String verdict;
    try (ServeProcess serve = ServeProcess.start(data())) {
      admin = serve.credential();
      verdict = call(serve, admin, mint(serve, admin)[0]);
      serve.ask(admin, "GET", "/v1/verdicts/" + verdict, "");
      Ended taken = run("backup", "--data", data().toString(), "--with-peppers", backup.toString());
      assertThat(taken.code()).as(taken.toString()).isZero();
    }
    Path restored = folder.resolve("restored");
    assertThat(run("restore", "--data", restored.toString(), backup.toString()).code()).isZero();
    try (ServeProcess serve = ServeProcess.start(restored)) {
      assertThat(serve.ask(admin, "GET", "/v1/verdicts/" + verdict, "").text("operation"))
          .isEqualTo("GET /people/" + PERSON);
    }
    for (String journal : List.of("journal", "calls")) {
      Path segment = backup.resolve(journal).resolve("000000000001.segment");
      byte[] whole = Files.readAllBytes(segment);
      byte[] flipped = whole.clone();
      flipped[200] ^= 1;
      Files.write(segment, flipped);
      Path other = folder.resolve("from-" + journal);
      Ended refused = run("restore", "--data", other.toString(), backup.toString());
      assertThat(refused.code()).as(refused.toString()).isEqualTo(1);
      assertThat(refused.err()).contains("not whole").contains("/" + journal + ", segment 1");
      assertThat(other).doesNotExist();
      Files.write(segment, whole);
    }
  }

  @Test
  void aBackupThatIsTakenWhileTenantsComeStarts() throws Exception {
    Path backup = folder.resolve("backup");
    String admin;
    String[] first;
    try (ServeProcess serve = ServeProcess.start(data())) {
      admin = serve.credential();
      String token = admin;
      first = mint(serve, admin);
      AtomicBoolean enough = new AtomicBoolean();
      CountDownLatch begun = new CountDownLatch(20);
      FutureTask<Long> tenants =
          new FutureTask<>(() -> {
            long count = 0;
            for (; !enough.get(); count++) {
              serve.verdict(token, serve.mint(token, "tenant-" + count)[0]);
              begun.countDown();
            }
            return count;
          });
      Thread.ofVirtual().start(tenants);
      begun.await();
      Ended taken = run("backup", "--data", data().toString(), "--with-peppers", backup.toString());
      enough.set(true);
      assertThat(tenants.get()).isGreaterThan(20);
      assertThat(taken.code()).as(taken.toString()).isZero();
    }
    Path restored = folder.resolve("restored");
    assertThat(run("restore", "--data", restored.toString(), backup.toString()).code()).isZero();
    try (ServeProcess serve = ServeProcess.start(restored)) {
      assertThat(serve.verdict(admin, first[0])).as(serve.talk()).isEqualTo("allowed");
      assertThat(serve.ask(admin, "GET", "/v1/keys/" + first[1], "").text("owner"))
          .isEqualTo(PERSON);
    }
  }

  @Test
  void callsAreDroppedByAgeAndSizeUnderKillsAndTheMetricsSaySo() throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("warder.yaml"), "calls: {keep_bytes: 256KiB, keep_for: 1h}\n");
    String admin = "";
    String[] key = {};
    for (int round = 0; round < 3; round++) {
      try (ServeProcess serve = ServeProcess.start(data(), "--config", settings.toString())) {
        if (round == 0) {
          admin = serve.credential();
          key = mint(serve, admin);
        }
        String body = "{\"calls\":[" + calls(key[0], 200) + "]}";
        for (int i = 0; i < 12; i++) {
          assertThat(serve.ask(admin, "POST", "/v1/verify/batch", body).status()).isEqualTo(200);
        }
        // What is asked for is written before, and with it what came before it, which may be all in
        // one segment; the next begins another; the one after that is written after the first was
        // dropped.
        for (int i = 0; i < 3; i++) {
          String last = call(serve, admin, key[0]);
          assertThat(serve.ask(admin, "GET", "/v1/verdicts/" + last, "").status()).isEqualTo(200);
        }
        String metrics = serve.text("/metrics");
        assertThat(value(metrics, "warder_journal_dropped_segments_total{journal=\"calls\"}"))
            .isPositive();
        assertThat(value(metrics, "warder_journal_bytes{journal=\"calls\"}"))
            .isBetween(1.0, 400_000.0);
        assertThat(value(metrics, "warder_journal_dropped_segments_total{journal=\"changes\"}"))
            .isZero();
        assertThat(value(metrics, "warder_journal_lost_total{journal=\"calls\",kind=\"verdict\"}"))
            .isZero();
        assertThat(metrics).contains("# HELP warder_journal_oldest_seconds ");
        serve.kill();
      }
      Ended told = run("journal", "verify", data().toString());
      assertThat(told.code()).as(told.toString()).isZero();
      assertThat(told.out()).contains("were dropped, as the signed anchor says");
    }
  }

  private static String calls(String key, int count) {
    String one = "{\"key\":\"" + key + "\",\"method\":\"GET\",\"path\":\"/people/" + PERSON + "\"}";
    return String.join(",", java.util.Collections.nCopies(count, one));
  }

  private static double value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in\n" + metrics));
  }
}

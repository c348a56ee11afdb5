package dev.warder.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.collect.CollectOptions;
import dev.warder.collect.Collector;
import dev.warder.enrich.Enricher;
import dev.warder.model.Activity;
import dev.warder.server.sample.SampleAnalysis;
import dev.warder.server.terminal.Terminal;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.testkit.traffic.TrafficMix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `warder journal` as typed.
class JournalCommandTest {
  private static final int ACTIVITIES = 3_000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private List<Activity> activities = List.of();

  @TempDir private Path folder;
  private Path journal = Path.of("");

  @BeforeEach
  void aJournalOfTraffic() throws IOException, JournalException {
    journal = folder.resolve("journal");
    Path log = folder.resolve("traffic.ndjson");
    try (OutputStream to = Files.newOutputStream(log)) {
      new TrafficMix(TrafficMix.SEED, ACTIVITIES).writeTo(to);
    }
    activities = read(log);
    ActivityCodec codec = new ActivityCodec();
    try (SegmentJournal opened =
        SegmentJournal.open(
            journal,
            JournalSettings.defaults()
                .with(new JournalSettings.Sizes(16 << 10, 1 << 20, 100_000, 0)))) {
      for (Activity activity : activities) {
        opened.append(codec.entry(activity));
      }
      opened.append(
          new Entry(
              EntryKind.AUDIT,
              1_000_000,
              "acme",
              "wk-1",
              "keys:revoke",
              "",
              "{\"note\":\"caf\u00e9\"}".getBytes(StandardCharsets.UTF_8)));
      opened.append(
          new Entry(
              EntryKind.VERDICT,
              2_000_000,
              "acme",
              "wk-1",
              "GET /x",
              "AS1",
              new Facts(List.of(), new byte[] {1, 2}),
              new Facts(List.of(), "{\"who\":\"ann\"}".getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static List<Activity> read(Path log) {
    Enricher enricher = Enricher.standard();
    List<Activity> read = new ArrayList<>();
    new Collector(CollectOptions.defaults(), () -> Wiring.enrichment(enricher))
        .collect(
            List.of(log.toString()), InputStream.nullInputStream(), read::add, (a, b, c, d) -> {});
    return read;
  }

  private int run(String... arguments) {
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            100,
            Terminal.Ink.PLAIN,
            Terminal.Talk.LOGGED);
    String[] all = Stream.concat(Stream.of("journal"), Stream.of(arguments)).toArray(String[]::new);
    return Main.run(
        all, terminal, (options, progress) -> SampleAnalysis.eventfulDay(), Faults.WITH_TRACE);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void activitiesThatAreExportedAreReadBackAsTheyWere() {
    Path exported = folder.resolve("exported.ndjson");
    assertThat(run("export", journal.toString(), "--kind", "activity", "--output", exported + ""))
        .isZero();
    assertThat(activities).hasSize(ACTIVITIES);
    assertThat(read(exported))
        .isEqualTo(activities.stream().map(JournalCommandTest::withoutParameters).toList());
    assertThat(out()).isEmpty();
  }

  /// Values of parameters are never kept, so that an export has no query to read them from.
  private static Activity withoutParameters(Activity a) {
    return new Activity(
        a.timeMicros(),
        a.uid(),
        a.tenant(),
        a.caller(),
        a.source(),
        a.client(),
        a.call(),
        a.outcome(),
        a.requestBytes(),
        a.responseBytes(),
        a.latencyMicros(),
        a.targets(),
        a.made(),
        a.mintedCredential(),
        List.of(),
        a.attributes());
  }

  @Test
  void otherEntriesComeInAnEnvelopeWithTheirBodies() {
    assertThat(run("export", journal.toString(), "--kind", "audit,verdict")).isZero();
    assertThat(out().lines())
        .containsExactly(
            "{\"entry\":3001,\"kind\":\"audit\",\"time\":\"1970-01-01T00:00:01Z\","
                + "\"tenant\":\"acme\",\"credential_uid\":\"wk-1\",\"operation\":\"keys:revoke\","
                + "\"body\":{\"note\":\"caf\\u00E9\"}}",
            "{\"entry\":3002,\"kind\":\"verdict\",\"time\":\"1970-01-01T00:00:02Z\","
                + "\"tenant\":\"acme\",\"credential_uid\":\"wk-1\",\"operation\":\"GET /x\","
                + "\"source\":\"AS1\",\"body_base64\":\"AQI=\",\"privacy\":\"readable\","
                + "\"personal\":{\"who\":\"ann\"}}");
  }

  @Test
  void aTenantAKeyAndATimeNarrowTheExport() {
    Activity one = activities.get(1_234);
    String credential = one.caller().credentialUid();
    assertThat(
            run(
                "export",
                journal.toString(),
                "--credential",
                credential,
                "--tenant",
                one.tenant(),
                "--from",
                "2026-09-10",
                "--to",
                "2026-09-20T00:00:00Z"))
        .isZero();
    long expected =
        activities.stream()
            .filter(activity -> activity.caller().credentialUid().equals(credential))
            .filter(activity -> activity.tenant().equals(one.tenant()))
            .filter(activity -> activity.timeMicros() >= 1_788_998_400_000_000L)
            .filter(activity -> activity.timeMicros() < 1_789_862_400_000_000L)
            .count();
    assertThat(expected).isPositive();
    assertThat(out().lines()).hasSize((int) expected);
  }

  @Test
  void parquetHoldsEveryEntry() throws Exception {
    Path file = folder.resolve("it's.parquet");
    assertThat(run("export", journal.toString(), "--format", "parquet", "--output", file + ""))
        .isZero();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT uid), min(time), sum(request_bytes) FROM '"
                    + file.toString().replace("'", "''")
                    + "'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isEqualTo(ACTIVITIES + 2);
      assertThat(rows.getLong(2)).isEqualTo(ACTIVITIES);
      assertThat(rows.getLong(4))
          .isEqualTo(activities.stream().mapToLong(Activity::requestBytes).sum());
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".warder-export"));
    }
  }

  @Test
  void verifyTellsWholeFromTamperedAndDeletedByItsExitCode() throws IOException {
    Path kept = folder.resolve("kept-head");
    assertThat(run("head", journal.toString())).isZero();
    Files.writeString(kept, out());
    out.reset();
    assertThat(run("head", journal.toString(), "--public-key")).isZero();
    Path key = folder.resolve("kept.pub");
    Files.writeString(key, out());
    out.reset();

    String[] verify = {
      "verify", journal.toString(), "--head", kept.toString(), "--public-key", key.toString()
    };
    assertThat(run(verify)).isZero();
    assertThat(out()).startsWith("whole").contains("3002 (1 to 3002)").contains("as given");
    out.reset();

    Path second = journal.resolve("000000000002.segment");
    byte[] bytes = Files.readAllBytes(second);
    bytes[bytes.length / 2] = (byte) (bytes[bytes.length / 2] ^ 1);
    Files.write(second, bytes);
    assertThat(run(verify)).isEqualTo(1);
    assertThat(out()).startsWith("tampered").contains("segment 2");
    out.reset();

    Files.delete(second);
    assertThat(run("verify", journal.toString(), "--json")).isEqualTo(1);
    assertThat(out()).contains("\"verdict\":\"deleted\"").contains("\"whole\":false");
  }

  @Test
  void whatIsNoJournalIsSaid() throws IOException {
    assertThat(run("verify", Files.createDirectory(folder.resolve("empty")).toString()))
        .isEqualTo(3);
    assertThat(run("verify", folder.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(run("export", folder.resolve("empty").toString())).isEqualTo(3);
    assertThat(run("export", journal.toString(), "--format", "xml")).isEqualTo(2);
    assertThat(run("export", journal.toString(), "--format", "parquet")).isEqualTo(2);
    assertThat(run("export", journal.toString(), "--from", "yesterday")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
        .doesNotContain("fault of warder");
  }
}

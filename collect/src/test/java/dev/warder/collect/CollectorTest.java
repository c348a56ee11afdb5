package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.warder.collect.FileReport.Status;
import dev.warder.model.Activity;
import dev.warder.model.Client;
import dev.warder.model.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectorTest {
  @TempDir private Path folder = Path.of("");

  private static String record(String id, long millis, String agent) {
    return "{\"class_uid\":6003,\"time\":"
        + millis
        + ",\"metadata\":{\"uid\":\""
        + id
        + "\"},\"http_request\":{\"http_method\":\"GET\",\"url\":{\"hostname\":\"h\",\"path\":\"/"
        + id
        + "\"},\"user_agent\":\""
        + agent
        + "\"},\"api\":{\"request\":{\"data\":{\"a\":[\""
        + agent
        + "\",2]}}}}\n";
  }

  private List<String> randomFiles(RandomGenerator random) throws IOException {
    List<String> paths = new ArrayList<>();
    for (int f = 0; f < 4; f++) {
      StringBuilder text = new StringBuilder();
      int records = f == 0 ? 9_000 : 200;
      for (int i = 0; i < records; i++) {
        String agent = "agent-" + random.nextInt(5) + "-" + "é".repeat(random.nextInt(3));
        text.append(
            record("e" + random.nextInt(6_000), 1_700_000_000_000L + random.nextInt(50), agent));
      }
      Path file = folder.resolve("f" + f + ".ndjson");
      Files.writeString(file, text);
      paths.add(file.toString());
    }
    return paths;
  }

  @Test
  void orderIsTheSameForAnyThreadsAndMemory() throws IOException {
    long seed = 20_260_101;
    List<String> paths = randomFiles(new Random(seed));
    Collected reference =
        Collected.of(
            CollectOptions.defaults().withThreads(1), paths, InputStream.nullInputStream());
    assertThat(reference.report().duplicates()).isPositive();
    assertThat(reference.activities())
        .isSortedAccordingTo(
            Comparator.comparingLong(Activity::timeMicros).thenComparing(Activity::uid));
    RandomGenerator budgets = new Random(seed);
    for (int threads = 1; threads <= 3; threads++) {
      long budget = 4_096L + budgets.nextInt(1 << 18);
      CollectOptions options =
          CollectOptions.defaults()
              .withThreads(threads)
              .withSortMemoryBytes(budget)
              .withTempDirectory(folder.resolve("tmp"));
      Collected other = Collected.of(options, paths, InputStream.nullInputStream());
      assertThat(other.activities())
          .as("threads %d, budget %d, seed %d", threads, budget, seed)
          .isEqualTo(reference.activities());
      assertThat(other.report()).isEqualTo(reference.report());
      assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }
  }

  @Test
  void temporaryFilesAreGoneAfterAFailure() throws IOException {
    List<String> paths = randomFiles(new Random(1));
    CollectOptions options =
        CollectOptions.defaults()
            .withSortMemoryBytes(8_192)
            .withTempDirectory(folder.resolve("tmp"));
    Collector collector = new Collector(options, PlainEnrichment::new);
    assertThatThrownBy(() ->
            collector.collect(
                paths,
                InputStream.nullInputStream(),
                _ -> {
                  throw new IllegalArgumentException("consumer");
                },
                ProgressListener.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void aFaultOfOursReachesTheCaller() {
    Collector collector =
        new Collector(
            CollectOptions.defaults().withThreads(2),
            () ->
                new Enrichment() {
                  @Override
                  public Source source(String address, String countryHint) {
                    throw new IllegalStateException("bug");
                  }

                  @Override
                  public Client client(String userAgent, String ja4) {
                    throw new IllegalStateException("bug");
                  }
                });
    byte[] bytes = record("a", 1_700_000_000_000L, "x").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() ->
            collector.collect(
                List.of("-"), new ByteArrayInputStream(bytes), _ -> {}, ProgressListener.NONE))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTenMegabyteLineCostsOnlyItself() {
    String good = record("good", 1_700_000_000_000L, "x");
    String line = "{\"pad\":\"" + "A".repeat(10_000_000) + "\"}\n";
    Collected collected = Collected.of(good + line + good.replace("good", "next"));
    assertThat(collected.uids()).containsExactly("good", "next");
    assertThat(collected.report().skips())
        .singleElement()
        .satisfies(skip -> {
          assertThat(skip.reason()).isEqualTo(SkipReason.TOO_LONG);
          assertThat(skip.line()).isEqualTo(2);
        });
  }

  @Test
  void aMillionRecordsInOneListAreStreamed() {
    String event =
        "{\"eventVersion\":\"1.08\",\"eventTime\":\"2024-06-03T08:00:00Z\",\"eventSource\":"
            + "\"s3.amazonaws.com\",\"eventName\":\"GetObject\",\"eventID\":\"";
    List<InputStream> parts = new ArrayList<>();
    parts.add(new ByteArrayInputStream("{\"Records\":[".getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < 1_000; i++) {
      StringBuilder some = new StringBuilder();
      for (int j = 0; j < 1_000; j++) {
        some.append(i + j == 0 ? "" : ",").append(event).append(i).append('-').append(j);
        some.append("\"}");
      }
      parts.add(new ByteArrayInputStream(some.toString().getBytes(StandardCharsets.UTF_8)));
    }
    parts.add(new ByteArrayInputStream("]}".getBytes(StandardCharsets.UTF_8)));
    CollectReport report =
        new Collector(CollectOptions.defaults().withSortMemoryBytes(32 << 20), PlainEnrichment::new)
            .collect(
                List.of("-"),
                new SequenceInputStream(Collections.enumeration(parts)),
                _ -> {},
                ProgressListener.NONE);
    assertThat(report.delivered()).isEqualTo(1_000_000);
    assertThat(report.skipped()).isZero();
  }

  @Test
  void differentInvalidBytesNeverBecomeOneKey() {
    byte[] text =
        (record("a", 1_700_000_000_000L, "x?") + record("b", 1_700_000_000_000L, "x?"))
            .getBytes(StandardCharsets.UTF_8);
    int marks = 0;
    for (int i = 1; i < text.length; i++) {
      if (text[i] == '?') {
        text[i] = (byte) (marks++ < 2 ? 0xFF : 0xFE);
      }
    }
    Collected collected = Collected.of(text);
    assertThat(collected.report().repaired()).isEqualTo(2);
    assertThat(collected.activities())
        .extracting(activity -> activity.client().userAgent())
        .containsExactly("x\uFFFDFF", "x\uFFFDFE");
  }

  @Test
  void linksBackUpTheTreeAndMissingFilesAreNamed() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("loop/inner"));
    Files.createSymbolicLink(inner.resolve("up"), folder.resolve("loop"));
    Files.writeString(inner.resolve("a.ndjson"), record("a", 1_700_000_000_000L, "x"));
    CollectReport report =
        Collected.of(
                CollectOptions.defaults(),
                List.of(folder.resolve("loop").toString(), folder.resolve("none").toString()),
                InputStream.nullInputStream())
            .report();
    assertThat(report.files())
        .extracting(FileReport::status)
        .containsExactly(Status.READ, Status.IGNORED, Status.UNREADABLE);
  }

  @Test
  void aPipeNobodyWritesToIsLeftAlone() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.json");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    assertThat(Collected.of(folder).report().files())
        .extracting(FileReport::status)
        .containsExactly(Status.IGNORED);
  }

  @Test
  void unknownJsonIsRefusedWithTheNamesOfItsFields() {
    CollectReport report = Collected.of("{\"al\\u001bpha\":1,\"beta\":2}\n").report();
    assertThat(report.files().getFirst().status()).isEqualTo(Status.UNKNOWN_FORMAT);
    assertThat(report.files().getFirst().note()).contains("\"al\\u001bpha\", \"beta\"");
    assertThat(report.skipped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"schema\":1,\"keys\":[\n{\"credential_uid\":\"k1\",\"privileged\":true}\n]}",
        "[{\"credential_uid\":\"k1\",\"created_time\":1}]",
        "{\"credential_uid\":\"k1\",\"integration_kind\":\"scim\"}\n",
      })
  void aListOfKeysBesideLogsIsNoLossAndSaysWhatItIsFor(String list) {
    CollectReport report = Collected.of(list).report();
    assertThat(report.files().getFirst().status()).isEqualTo(Status.NOT_EVENTS);
    assertThat(report.files().getFirst().note()).contains("--key-inventory");
    assertThat(report.skipped()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"credential_uid\":\"k1\",\"path\":\"/a\"}",
        "{\"keys\":[{\"id\":\"k1\"}]}",
        "{\"keys\":[]}",
        "{\"keys\":7,\"privileged\":true}",
      })
  void jsonThatIsNoListOfKeysStaysUnknown(String json) {
    assertThat(Collected.of(json).report().files().getFirst().status())
        .isEqualTo(Status.UNKNOWN_FORMAT);
  }

  @Test
  void textBesideLogsThatExplainsThemIsNoLoss() throws IOException {
    Files.writeString(folder.resolve("README.md"), "# Logs\n\nof a week\n");
    Files.writeString(folder.resolve("notes.log"), "of a week\n");
    assertThat(Collected.of(folder).report().files())
        .extracting(FileReport::status)
        .containsExactly(Status.NOT_EVENTS, Status.UNKNOWN_FORMAT);
  }

  @Test
  void aLogThatIsNamedLikeDocumentationIsRead() throws IOException {
    Files.writeString(
        folder.resolve("README.md"),
        "192.0.2.1 - - [05/Oct/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 1 \"-\" \"curl\"\n");
    assertThat(Collected.of(folder).report().delivered()).isOne();
  }

  @Test
  void aBrokenRecordInAnEnvelopeDoesNotTakeTheNextLinesWithIt() {
    String event =
        "{\"eventVersion\":\"1\",\"eventTime\":\"2024-06-03T08:00:00Z\",\"eventSource\":\"s\","
            + "\"eventName\":\"n\",\"eventID\":\"@\"}";
    String good = "{\"Records\":[" + event + "]}\n";
    Collected collected =
        Collected.of(
            good.replace("@", "a") + "{\"Records\":[{\"eventID\":{\n" + good.replace("@", "b"));
    assertThat(collected.report().skipped()).isEqualTo(1);
    assertThat(collected.uids()).containsExactly("a", "b");
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> CollectOptions.defaults().withThreads(0))
        .hasMessageContaining("threads");
    assertThatThrownBy(() -> CollectOptions.defaults().withFormat("xml"))
        .hasMessageContaining("ocsf, cloudtrail, jumpcloud, okta, github, keycloak, combined");
    assertThatThrownBy(() -> CollectOptions.defaults().withSortMemoryBytes(1))
        .hasMessageContaining("sortMemoryBytes");
    assertThatThrownBy(() -> new HashKey(new byte[3])).hasMessageContaining("16");
  }
}

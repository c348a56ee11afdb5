package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.collect.FileReport.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One run over a tree of every format: each file is read by the right reader, or refused once with
/// what was seen in it, and nothing is lost without a reason.
class FormatTreeTest {
  /// Files and the reader that must take them; of files not named here, none may be taken by a
  /// reader of audit events.
  private static final Map<String, String> OWN =
      Map.ofEntries(
          Map.entry("panther/okta-system-log.ndjson", "okta"),
          Map.entry("panther/github-audit.ndjson", "github"),
          Map.entry("panther/aws-cloudtrail.ndjson", "cloudtrail"),
          Map.entry("github-api-request/api-request.ndjson", "github"),
          Map.entry("keycloak/admin-events.json", "keycloak"),
          Map.entry("keycloak/events.json", "keycloak"),
          Map.entry("keycloak/server-events.log", "keycloak"),
          Map.entry("keycloak/access.log", "combined"),
          Map.entry("apache/apache_logs.gz", "combined"),
          Map.entry("ocsf/api-activity.ndjson", "ocsf"),
          Map.entry("same-traffic/nginx-combined.log", "combined"),
          Map.entry("same-traffic/otlp-traces.json", "otlp"),
          Map.entry("same-traffic/otlp-traces-old-conventions.ndjson", "otlp"),
          Map.entry("same-traffic/otlp-logs.ndjson", "otlp"),
          Map.entry("same-traffic/sample.har", "har"));

  private static final Set<String> AUDIT_READERS =
      Set.of("okta", "github", "keycloak", "otlp", "har");

  private static Map<String, FileReport> run() {
    Path root = SharedFiles.at("data/formats");
    Collected collected =
        Collected.of(
            CollectOptions.defaults(), List.of(root.toString()), InputStream.nullInputStream());
    CollectReport report = collected.report();
    assertThat(report.delivered()).isEqualTo(collected.activities().size());
    Map<String, FileReport> byName = new TreeMap<>();
    for (FileReport file : report.files()) {
      byName.put(root.relativize(Path.of(file.name())).toString(), file);
    }
    return byName;
  }

  @Test
  void everyFileIsTakenByTheRightReaderOrByNone() {
    Map<String, FileReport> files = run();
    OWN.forEach((name, format) ->
        assertThat(file(files, name))
            .as(name)
            .satisfies(file -> {
              assertThat(file.format()).isEqualTo(format);
              assertThat(file.status()).isEqualTo(Status.READ);
              assertThat(file.delivered()).isGreaterThan(repeats(name) ? -1 : 0);
            }));
    files.forEach((name, file) -> {
      if (!OWN.containsKey(name)) {
        assertThat(AUDIT_READERS).as(name).doesNotContain(file.format());
      }
    });
  }

  @Test
  void aFileOfAFormatWithoutANameIsRefusedOnceWithWhatItHas() {
    Map<String, FileReport> files = run();
    files.forEach((name, file) -> {
      boolean nameless =
          !OWN.containsKey(name)
              && ((name.startsWith("panther/") && name.endsWith(".ndjson"))
                  || (name.startsWith("google-workspace/") && name.endsWith(".json")));
      if (nameless) {
        assertThat(file.status()).as(name).isEqualTo(Status.UNKNOWN_FORMAT);
        assertThat(file.note())
            .as(name)
            .startsWith("JSON without fields of a known format; it has ");
        assertThat(file.delivered() + file.skipped()).as(name).isZero();
      }
    });
    assertThat(file(files, "panther/slack-audit.ndjson").note())
        .contains("\"action\", \"actor\", \"context\"");
    assertThat(file(files, "google-workspace/drive.json").note()).contains("activities");
  }

  @Test
  void everyRecordIsDeliveredOrExplained() throws IOException {
    Path root = SharedFiles.at("data/formats");
    for (Map.Entry<String, FileReport> entry : run().entrySet()) {
      FileReport file = entry.getValue();
      if (file.status() == Status.READ && entry.getKey().startsWith("panther/")) {
        List<String> lines = Files.readAllLines(root.resolve(entry.getKey()));
        long left = lines.size() - file.delivered() - file.skipped();
        int repeated = lines.size() - Set.copyOf(lines).size();
        System.out.println(
            entry.getKey()
                + ": "
                + lines.size()
                + " records, "
                + file.delivered()
                + " delivered, "
                + file.skipped()
                + " skipped, "
                + left
                + " left out as repeats, "
                + repeated
                + " of them to the letter");
        assertThat(left).as(entry.getKey()).isBetween(0L, repeated + lines.size() / 10L);
      } else if (file.status() != Status.READ && file.status() != Status.DAMAGED) {
        assertThat(file.delivered()).as(entry.getKey()).isZero();
        assertThat(file.note() + file.status()).as(entry.getKey()).isNotEmpty();
      }
    }
  }

  @Test
  void nothingButEventsWithoutASoundTimeIsSkippedInNamedFormats() {
    Map<String, FileReport> files = run();
    OWN.keySet().stream()
        .filter(name -> AUDIT_READERS.contains(OWN.get(name)))
        .forEach(name ->
            assertThat(file(files, name).skippedByReason().keySet())
                .as(name)
                .isSubsetOf(
                    Set.of(
                        SkipReason.FIELD_MISSING,
                        SkipReason.FIELD_INVALID,
                        SkipReason.WRONG_SHAPE)));
    Stream.of(
            "keycloak/admin-events.json",
            "keycloak/events.json",
            "keycloak/server-events.log",
            "github-api-request/api-request.ndjson",
            "same-traffic/otlp-traces.json",
            "same-traffic/sample.har")
        .forEach(name -> assertThat(file(files, name).skipped()).as(name).isZero());
    assertThat(file(files, "keycloak/admin-events.json").delivered()).isEqualTo(124);
    assertThat(file(files, "keycloak/events.json").delivered()).isEqualTo(45);
    assertThat(file(files, "github-api-request/api-request.ndjson").delivered()).isEqualTo(80);
  }

  /// The same requests in another file of the tree are counted once.
  private static boolean repeats(String name) {
    return name.startsWith("same-traffic/otlp-");
  }

  private static FileReport file(Map<String, FileReport> files, String name) {
    FileReport file = files.get(name);
    if (file == null) {
      throw new AssertionError(name + " was not read; there are " + files.keySet());
    }
    return file;
  }
}

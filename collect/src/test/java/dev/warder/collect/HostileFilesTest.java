package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.warder.collect.FileReport.Status;
import dev.warder.model.Activity;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every hostile file gives what its table says. Where the table leaves a choice, [#CHOSEN] is what
/// these readers do.
class HostileFilesTest {
  private static final String FOLDER = "data/formats/malformed/";

  /// Delivered and skipped, where the table says «or», «to» or «at least».
  private static final Map<String, Counts> CHOSEN =
      Map.ofEntries(
          Map.entry("bomb-1gb.ndjson.gz", new Counts(2, 1)),
          Map.entry("records-wrong-shape.ndjson", new Counts(6, 7)),
          Map.entry("invalid-utf8.ndjson", new Counts(6, 0)),
          Map.entry("utf16le-bom.ndjson", new Counts(0, 0)),
          Map.entry("duplicate-keys.ndjson", new Counts(2, 2)),
          Map.entry("nan-infinity.ndjson", new Counts(2, 2)),
          Map.entry("wrong-types.ndjson", new Counts(3, 11)),
          Map.entry("mixed-formats.log", new Counts(6, 3)),
          Map.entry("nginx-broken.log", new Counts(6, 5)),
          Map.entry("null-bytes.ndjson", new Counts(3, 3)),
          Map.entry("same-event-twice.ndjson", new Counts(5, 0)));

  private record Counts(long delivered, long skipped) {}

  @TestFactory
  Stream<DynamicTest> everyFileGivesWhatItsTableSays() {
    return SharedFiles.lines(FOLDER + "expected.tsv").stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .filter(row -> !row[0].equals("timestamps.ndjson") && !row[0].equals("paths.ndjson"))
        // Named by hand, a hidden file is read; below a folder it is left alone.
        .filter(row -> !row[0].endsWith("/.hidden.json"))
        .map(row -> DynamicTest.dynamicTest(row[0], () -> check(row)));
  }

  private static void check(String[] row) {
    Path file = SharedFiles.at(FOLDER + row[0]);
    Collected collected = Collected.of(file);
    CollectReport report = collected.report();
    Counts counts = CHOSEN.get(row[0]);
    if (counts == null) {
      // «1 file» is a file left alone or refused as a whole, which no record is counted for.
      long skipped = row[3].equals("1 file") ? 0 : Long.parseLong(row[3]);
      counts = new Counts(Long.parseLong(row[2]), skipped);
    }
    assertThat(report.delivered()).as("delivered of %s", report).isEqualTo(counts.delivered());
    assertThat(report.skipped()).as("skipped of %s", report).isEqualTo(counts.skipped());
    assertThat(collected.activities()).hasSize((int) report.delivered());
    assertThat(report.files().getFirst().bytes()).as("bytes").isEqualTo(Long.parseLong(row[6]));
    assertPlaces(row[4], report);
    assertThat(collected.uids()).noneMatch(uid -> uid.startsWith("bad-"));
    assertThat(collected.activities())
        .noneMatch(activity -> activity.call().path().startsWith("/bad"));
  }

  /// Every skip stands on a line that the table names, if it names any.
  private static void assertPlaces(String where, CollectReport report) {
    Matcher lines = Pattern.compile("lines? ([0-9]+(?:(?:-|, )[0-9]+)*)").matcher(where);
    Set<Long> named = new TreeSet<>();
    while (lines.find()) {
      for (String part : lines.group(1).split(", ", -1)) {
        String[] ends = part.split("-", -1);
        long last = Long.parseLong(ends[ends.length - 1]);
        LongStream.rangeClosed(Long.parseLong(ends[0]), last).forEach(named::add);
      }
    }
    if (named.isEmpty()) {
      return;
    }
    long tail = where.contains("tail") ? Collections.max(named) : Long.MAX_VALUE;
    assertThat(report.skips())
        .allSatisfy(skip ->
            assertThat(named.contains(skip.line()) || skip.line() > tail)
                .as("%s beside %s", skip, where)
                .isTrue());
  }

  @TestFactory
  Stream<DynamicTest> everyReaderNamedByHandGivesTheSame() {
    return Stream.of("crlf.ndjson", "json-in-string.ndjson", "truncated-gzip.json.gz")
        .map(name ->
            DynamicTest.dynamicTest(
                name,
                () -> {
                  String path = SharedFiles.at(FOLDER + name).toString();
                  CollectOptions named = CollectOptions.defaults().withFormat("cloudtrail");
                  Collected byHand =
                      Collected.of(named, List.of(path), InputStream.nullInputStream());
                  assertThat(byHand.activities())
                      .isEqualTo(Collected.of(Path.of(path)).activities());
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyFileHasItsStatus() {
    return Map.of(
            "empty.ndjson", Status.EMPTY,
            "digest-file.json", Status.NOT_EVENTS,
            "truncated-gzip.json.gz", Status.DAMAGED,
            "gzip-bad-crc.json.gz", Status.DAMAGED,
            "gzip-trailing-garbage.json.gz", Status.DAMAGED,
            "utf16le-bom.ndjson", Status.UNKNOWN_FORMAT,
            "mixed-directory/notes.txt", Status.UNKNOWN_FORMAT,
            "mixed-directory/picture.png", Status.UNKNOWN_FORMAT,
            "truncated-last-line.ndjson", Status.READ,
            "mixed-directory/2024/06/03/empty.json.gz", Status.EMPTY)
        .entrySet()
        .stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  CollectReport report =
                      Collected.of(SharedFiles.at(FOLDER + entry.getKey())).report();
                  assertThat(report.files())
                      .singleElement()
                      .satisfies(file -> assertThat(file.status()).isEqualTo(entry.getValue()));
                }));
  }

  @TestFactory
  Stream<DynamicTest> whatIsSkippedHasItsPlace() {
    return Stream.of(
            new Placed("newlines-5000.ndjson", 0, SkipReason.NOT_JSON),
            new Placed("deep-arrays-10000.ndjson", 2, SkipReason.TOO_DEEP),
            new Placed("deep-objects-10000.ndjson", 2, SkipReason.TOO_DEEP),
            new Placed("duplicate-keys.ndjson", 2, SkipReason.DUPLICATE_FIELD),
            new Placed("numbers.ndjson", 6, SkipReason.NOT_JSON),
            new Placed("nan-infinity.ndjson", 2, SkipReason.NOT_JSON),
            new Placed("truncated-last-line.ndjson", 5, SkipReason.CUT_SHORT),
            new Placed("bomb-1gb.ndjson.gz", 2, SkipReason.TOO_LONG),
            new Placed("null-bytes.ndjson", 2, SkipReason.NOT_TEXT))
        .map(placed -> DynamicTest.dynamicTest(placed.file(), placed::check));
  }

  /// The first skip of a file; line 0 if it has none.
  private record Placed(String file, long line, SkipReason reason) {
    void check() {
      CollectReport report = Collected.of(SharedFiles.at(FOLDER + file)).report();
      if (line == 0) {
        assertThat(report.skips()).isEmpty();
      } else {
        assertThat(report.skips().getFirst())
            .satisfies(skip -> {
              assertThat(skip.line()).isEqualTo(line);
              assertThat(skip.reason()).isEqualTo(reason);
            });
      }
    }
  }

  @Test
  void aFolderIsReadInOrderAndWhatIsLeftAloneIsNamed() {
    CollectReport report = Collected.of(SharedFiles.at(FOLDER + "mixed-directory")).report();
    assertThat(report.delivered()).isEqualTo(6);
    assertThat(report.files())
        .extracting(file -> file.name().replaceAll(".*mixed-directory/", ""), FileReport::status)
        .containsExactly(
            tuple(".hidden.json", Status.IGNORED),
            tuple("2024/06/03/a.json.gz", Status.READ),
            tuple("2024/06/03/b.json", Status.READ),
            tuple("2024/06/03/empty.json.gz", Status.EMPTY),
            tuple("name with spaces & [brackets].json", Status.READ),
            tuple("notes.txt", Status.UNKNOWN_FORMAT),
            tuple("picture.png", Status.UNKNOWN_FORMAT),
            tuple("upload.json.part", Status.IGNORED));
  }

  @Test
  void everyTimeIsReadAsItsTableSays() {
    Map<String, Long> micros =
        Collected.of(SharedFiles.at(FOLDER + "timestamps.ndjson")).activities().stream()
            .collect(Collectors.toMap(Activity::uid, Activity::timeMicros));
    for (String line :
        SharedFiles.lines(FOLDER + "timestamps.expected.tsv").stream().skip(1).toList()) {
      String[] row = line.split("\t", -1);
      String uid = String.format("ts-%02d", Integer.parseInt(row[0]));
      if (row[1].isEmpty()) {
        assertThat(micros).as(line).doesNotContainKey(uid);
      } else {
        assertThat(micros).as(line).containsKey(uid);
        long expected = Math.round(Double.parseDouble(row[1]) * 1_000);
        assertThat(micros.getOrDefault(uid, 0L) / 1_000).as(line).isEqualTo(expected);
      }
    }
  }
}

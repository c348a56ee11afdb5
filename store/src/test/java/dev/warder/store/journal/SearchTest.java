package dev.warder.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.fake.MemoryFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Searching, beside going through everything.
class SearchTest {
  private static final List<EntryKind> KINDS =
      List.of(EntryKind.ACTIVITY, EntryKind.VERDICT, EntryKind.FINDING, EntryKind.AUDIT);
  private static final Path FOLDER = Path.of("/journal");
  private static final JournalSettings SETTINGS =
      JournalSettings.defaults()
          .with(new JournalSettings.Sizes(4_096, 64 << 10, 140_000, 0))
          .with(new JournalSettings.Pace(Duration.ofMinutes(5), Duration.ofMinutes(5)));

  private final MemoryFiles files = new MemoryFiles();
  private final List<Entry> entries = new ArrayList<>();

  private SegmentJournal filled() throws JournalException {
    SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files);
    long last = 0;
    for (int n = 1; n <= 24_000; n++) {
      Entry entry = entry(n);
      entries.add(entry);
      last = journal.append(entry);
    }
    journal.force(last);
    return journal;
  }

  /// The clock steps back a day in the middle, and some keys call seldom.
  private static Entry entry(int n) {
    long micros = n * 1_000_000L - (n > 12_000 ? 86_400_000_000L : 0);
    String key = n % 1_777 == 0 ? "rare-" + n : "key-" + n % 40;
    EntryKind kind = KINDS.get(n % KINDS.size());
    Facts facts = new Facts(List.of("curl", "AS9 FR"), new byte[] {(byte) n});
    Facts personal = n % 2 == 0 ? new Facts(List.of("ann"), new byte[] {1}) : Facts.NONE;
    return new Entry(
        kind,
        micros,
        "tenant-" + n % 9,
        key,
        "op-" + n % 25,
        "AS" + n % 13 + " US",
        facts,
        personal);
  }

  private List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    Query all = Query.EVERYTHING;
    queries.add(all);
    queries.add(all.of(Query.Text.CREDENTIAL, "rare-3554"));
    queries.add(all.of(Query.Text.CREDENTIAL, "nobody"));
    queries.add(all.of(Query.Text.SOURCE, "AS9 FR"));
    queries.add(all.of(Query.Text.TENANT, "tenant-3").of(Query.Text.OPERATION, "op-7"));
    queries.add(all.of(EntryKind.AUDIT, EntryKind.VERDICT).of(Query.Text.SOURCE, "AS5 US"));
    queries.add(all.between(5_999_000_000L, 6_000_000_001L));
    queries.add(all.between(-80_400_000_000L + 1, -80_300_000_000L));
    queries.add(all.from(23_990));
    SplittableRandom random = new SplittableRandom(3);
    for (int n = 0; n < 30; n++) {
      long from = random.nextLong(-86_400_000_000L, 12_000_000_000L);
      queries.add(
          all.between(from, from + random.nextLong(1, 3_000_000_000L))
              .of(Query.Text.CREDENTIAL, "key-" + random.nextInt(40)));
    }
    return queries;
  }

  @Test
  void everySearchFindsWhatGoingThroughEverythingFinds() throws JournalException {
    try (SegmentJournal journal = filled()) {
      assertFound(journal);
    }
    files.list(FOLDER).stream()
        .filter(name -> name.endsWith("2.index"))
        .forEach(name -> files.remove(FOLDER.resolve(name)));
    files.put(FOLDER.resolve("000000000003.index"), new byte[] {1, 2, 3});
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      assertFound(journal);
    }
    assertThat(files.exists(FOLDER.resolve("000000000002.index"))).isTrue();
  }

  @Test
  void whoFollowsTheEndReadsNoMoreThanTheEnd() throws JournalException {
    JournalSettings large = SETTINGS.with(new JournalSettings.Sizes(4_096, 64 << 10, 64 << 20, 0));
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, large, files)) {
      long last = 0;
      for (int n = 1; n <= 100_000; n++) {
        last = journal.append(entry(n));
      }
      journal.force(last);
      long before = files.bytesRead();
      List<Long> numbers = new ArrayList<>();
      journal.read(last - 9, (number, entry) -> numbers.add(number));
      assertThat(numbers).hasSize(10).startsWith(last - 9).endsWith(last);
      assertThat(files.bytesRead() - before).isLessThan(300 << 10);
    }
  }

  @Test
  void whereverOneBeginsToReadEverythingBehindIsHandedOn() throws JournalException {
    try (SegmentJournal journal = filled()) {
      for (long from = 1; from <= 24_000; from += 479) {
        List<Long> numbers = new ArrayList<>();
        journal.read(from, (number, entry) -> numbers.add(number));
        assertThat(numbers).hasSize((int) (24_000 - from + 1)).startsWith(from);
      }
    }
  }

  private void assertFound(SegmentJournal journal) throws JournalException {
    for (Query query : queries()) {
      List<String> expected = new ArrayList<>();
      for (int n = 1; n <= entries.size(); n++) {
        if (query.matches(n, entries.get(n - 1))) {
          expected.add(n + Entries.text(entries.get(n - 1)));
        }
      }
      assertThat(found(journal, query)).as(query.toString()).isEqualTo(expected);
      Collections.reverse(expected);
      assertThat(found(journal, query.newestFirst())).as(query.toString()).isEqualTo(expected);
    }
  }

  private static List<String> found(SegmentJournal journal, Query query) throws JournalException {
    List<String> found = new ArrayList<>();
    journal.search(query, (number, entry) -> found.add(number + Entries.text(entry)));
    return found;
  }

  @Test
  void aSearchThatHasEnoughStops() throws JournalException {
    try (SegmentJournal journal = filled()) {
      List<Long> seen = new ArrayList<>();
      journal.search(
          Query.EVERYTHING.newestFirst(),
          (number, entry) -> {
            seen.add(number);
            return seen.size() < 3;
          });
      assertThat(seen).containsExactly(24_000L, 23_999L, 23_998L);
    }
  }

  @Test
  void whatIsPersonalStaysSealedWhereItIsNotAskedFor() throws JournalException {
    try (SegmentJournal journal = filled()) {
      journal.search(
          Query.EVERYTHING.sealed(),
          (number, entry) -> {
            assertThat(entry.personal().isEmpty()).isTrue();
            assertThat(entry.privacy())
                .isEqualTo(number % 2 == 0 ? Entry.Privacy.SEALED : Entry.Privacy.NONE);
            return true;
          });
    }
  }

  @Test
  void damageBeforeTheEndIsSaidWithItsPlaceAndNeverSkipped() throws Exception {
    filled().close();
    Path second = FOLDER.resolve("000000000002.segment");
    byte[] bytes = files.content(second);
    bytes[bytes.length / 2] = (byte) (bytes[bytes.length / 2] ^ 4);
    files.put(second, bytes);
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      assertThatThrownBy(() -> journal.read(1, (number, entry) -> true))
          .isInstanceOfSatisfying(
              JournalException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.JOURNAL_DAMAGED))
          .hasMessageContaining("000000000002.segment at byte");
      assertThatThrownBy(() -> journal.search(Query.EVERYTHING, (number, entry) -> true))
          .isInstanceOf(JournalException.class);
    }
  }
}

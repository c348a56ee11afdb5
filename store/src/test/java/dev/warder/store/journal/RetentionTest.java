package dev.warder.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.store.journal.JournalSettings.Retention;
import dev.warder.store.journal.Verification.Verdict;
import dev.warder.store.journal.fake.MemoryFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Old segments are dropped, and nobody but the journal can drop any.
class RetentionTest {
  private static final Path FOLDER = Path.of("/journal");

  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  private final MemoryFiles files = new MemoryFiles();
  private final JournalSettings settings =
      JournalSettings.defaults()
          .with(new JournalSettings.Sizes(200, 4_096, 1_500, 0))
          .with(new JournalSettings.Pace(Duration.ofMinutes(5), Duration.ofMinutes(5)))
          .with(() -> now);

  private void write(SegmentJournal journal, int entries) throws JournalException {
    for (int n = 1; n <= entries; n++) {
      journal.force(journal.append(Entries.audit(n)));
    }
  }

  private Verification verify() {
    return Verifier.verify(FOLDER, null, List.of(), files);
  }

  @Test
  void theOldestSegmentsGoWhenThereAreTooManyBytesAndTheChainStaysWhole() throws Exception {
    Retention small = new Retention(Duration.ofDays(1), 6_000);
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings.with(small), files)) {
      write(journal, 200);
      List<Long> left = Entries.numbers(journal);
      assertThat(left).contains(200L).doesNotContain(1L);
    }
    assertThat(verify().verdict()).isEqualTo(Verdict.WHOLE);
    assertThat(verify().firstEntry()).isGreaterThan(100);
    assertThat(verify().notes()).anyMatch(note -> note.contains("signed anchor"));
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings, files)) {
      assertThat(journal.append(Entries.audit(1))).isEqualTo(201);
    }
  }

  @Test
  void segmentsGoByAgeCountedFromWhenTheNextBegan() throws Exception {
    Retention day = new Retention(Duration.ofDays(1), Long.MAX_VALUE);
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings.with(day), files)) {
      write(journal, 50);
      assertThat(Entries.numbers(journal)).startsWith(1L);
      now = now.plus(Duration.ofHours(25));
      write(journal, 1);
      write(journal, 1); // What is kept is seen to between two writings.
      assertThat(Entries.numbers(journal)).doesNotContain(1L).contains(51L);
    }
    assertThat(verify().verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void aClockThatStepsBackADayDropsNothingAndKeepsTheOrder() throws Exception {
    Retention day = new Retention(Duration.ofDays(1), Long.MAX_VALUE);
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings.with(day), files)) {
      write(journal, 50);
      now = now.minus(Duration.ofDays(1));
      write(journal, 50);
      assertThat(Entries.numbers(journal)).hasSize(100).isSorted();
    }
    assertThat(verify().verdict()).isEqualTo(Verdict.WHOLE);
  }

  @Test
  void anAnchorThatTheKeyDidNotSignLetsNobodyDropAnything() throws Exception {
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings, files)) {
      write(journal, 60);
    }
    SegmentHeader second =
        Objects.requireNonNull(
            SegmentHeader.read(files.content(FOLDER.resolve("000000000002.segment"))));
    SigningKey other = SigningKey.open(new MemoryFiles(), Path.of("/elsewhere/key"));
    SignedHead forged =
        SignedHead.sign(
            other,
            SignedHead.Purpose.ANCHOR,
            second.journal(),
            2,
            second.firstNumber() - 1,
            0,
            second.previous());
    files.put(FOLDER.resolve(Names.ANCHOR), forged.line().getBytes(StandardCharsets.US_ASCII));
    files.remove(FOLDER.resolve("000000000001.segment"));
    assertThat(verify().verdict()).isEqualTo(Verdict.TAMPERED);
    assertThatThrownBy(() -> SegmentJournal.open(FOLDER, settings, files))
        .hasMessageContaining("no signed anchor");
  }

  @Test
  void aCrashAnywhereWhileDroppingLeavesAJournalThatOpensAndVerifies() throws Exception {
    long operations = Long.MAX_VALUE;
    Retention small = new Retention(Duration.ofDays(1), 3_000);
    for (long at = 1; at <= operations; at++) {
      MemoryFiles disk = new MemoryFiles();
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings, disk)) {
        write(journal, 40);
      }
      long stop = at;
      disk.fail(MemoryFiles.Failure.INPUT_OUTPUT, operation -> operation >= stop);
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings.with(small), disk)) {
        write(journal, 3);
      } catch (JournalException e) {
        // The power went.
      }
      if (disk.operations() < at) {
        operations = at;
      }
      for (int seed = 0; seed < 3; seed++) {
        int kept = seed;
        MemoryFiles after = disk.crash(thing -> kept > 0 && (thing + kept) % 2 == 0);
        try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings, after)) {
          assertThat(Entries.numbers(journal)).as("operation " + at).contains(40L);
        }
        assertThat(Verifier.verify(FOLDER, null, List.of(), after).verdict())
            .as("operation " + at)
            .isEqualTo(Verdict.WHOLE);
      }
    }
    assertThat(operations).isGreaterThan(10);
  }

  @Test
  void whatIsOldGoesEvenWhereNothingIsWrittenAnyMoreAndTheJournalGoesOn() throws Exception {
    Retention day = new Retention(Duration.ofDays(1), Long.MAX_VALUE);
    JournalSettings large =
        settings
            .with(new JournalSettings.Sizes(200, 4_096, 1 << 20, 0))
            .with(new JournalSettings.Pace(Duration.ofMillis(1), Duration.ZERO))
            .with(day);
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, large, files)) {
      write(journal, 20);
      now = now.plus(Duration.ofHours(4));
      awaitSegments(journal, 2);
      assertThat(Entries.numbers(journal)).hasSize(20);
      now = now.plus(Duration.ofHours(25));
      awaitSegments(journal, 1);
      assertThat(Entries.numbers(journal)).isEmpty();
      assertThat(journal.holding().firstEntry()).isEqualTo(21);
      assertThat(journal.counters().droppedSegments()).isEqualTo(1);
      assertThat(journal.counters().droppedEntries()).isEqualTo(20);
      assertThat(journal.counters().droppedBytes()).isPositive();
      assertThat(journal.counters().appended()).isEqualTo(20);
    }
    assertThat(verify().verdict()).isEqualTo(Verdict.WHOLE);
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, large, files)) {
      assertThat(journal.append(Entries.audit(1))).isEqualTo(21);
    }
    assertThat(verify().verdict()).isEqualTo(Verdict.WHOLE);
  }

  /// The journal sees to what it keeps on a thread of its own, a millisecond after another.
  private static void awaitSegments(SegmentJournal journal, long segments) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (journal.holding().segments() != segments && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(journal.holding().segments()).isEqualTo(segments);
  }

  @Test
  void whoReadsWhileSegmentsAreDroppedReadsOnWithWhatIsKept() throws Exception {
    Retention small = new Retention(Duration.ofDays(1), 6_000);
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings.with(small), files)) {
      write(journal, 60);
      long before = journal.holding().firstEntry();
      JournalReader beside = JournalReader.open(FOLDER, null, files);
      write(journal, 200);
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (journal.holding().firstEntry() <= before + 60 && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      List<Long> read = new ArrayList<>();
      beside.read(1, (number, entry) -> read.add(number));
      beside.search(Query.EVERYTHING, (number, entry) -> read.add(number));
      assertThat(read).doesNotContain(before);
    }
    files.remove(FOLDER.resolve(Names.ANCHOR));
    JournalReader whole = JournalReader.open(FOLDER, null, files);
    files.list(FOLDER).stream()
        .filter(name -> name.endsWith(".segment"))
        .forEach(name -> files.remove(FOLDER.resolve(name)));
    assertThatThrownBy(() -> whole.read(1, (number, entry) -> true))
        .isInstanceOf(JournalException.class);
  }

  @Test
  void aCrashAnywhereWhileASegmentEndsForItsAgeLeavesAJournalThatOpensAndVerifies()
      throws Exception {
    Retention day = new Retention(Duration.ofDays(1), Long.MAX_VALUE);
    Instant begun = now;
    long operations = Long.MAX_VALUE;
    for (long at = 1; at <= operations; at++) {
      now = begun;
      MemoryFiles disk = new MemoryFiles();
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings.with(day), disk)) {
        write(journal, 10);
        long stop = at;
        disk.fail(MemoryFiles.Failure.INPUT_OUTPUT, operation -> operation >= stop);
        now = now.plus(Duration.ofHours(4));
        write(journal, 2);
        now = now.plus(Duration.ofHours(25));
        write(journal, 2);
      } catch (JournalException e) {
        // The power went.
      }
      if (disk.operations() < at) {
        operations = at;
      }
      for (int seed = 0; seed < 3; seed++) {
        int kept = seed;
        MemoryFiles after = disk.crash(thing -> kept > 0 && (thing + kept) % 2 == 0);
        try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings, after)) {
          assertThat(journal.append(Entries.audit(1))).as("operation " + at).isGreaterThan(10);
        }
        assertThat(Verifier.verify(FOLDER, null, List.of(), after).verdict())
            .as("operation " + at)
            .isEqualTo(Verdict.WHOLE);
      }
    }
    assertThat(operations).isGreaterThan(20);
  }
}

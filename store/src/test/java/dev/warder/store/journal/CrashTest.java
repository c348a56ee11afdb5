package dev.warder.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.store.journal.file.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is left after the power went, and after somebody or something changed a byte.
class CrashTest {
  private static final Path FOLDER = Path.of("/journal");
  private static final JournalSettings SETTINGS =
      JournalSettings.defaults()
          .with(new JournalSettings.Sizes(200, 4_096, 1_500, 600))
          .with(new JournalSettings.Pace(Duration.ofMinutes(5), Duration.ZERO));

  /// A journal that is in use, with what it said was forced.
  private static final class Use {
    final MemoryFiles files = new MemoryFiles();
    final Map<Long, String> acknowledged = new LinkedHashMap<>();
    final Map<Long, String> appended = new LinkedHashMap<>();

    /// Appends and forces until something fails.
    void run(JournalSettings settings, int entries) {
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings, files)) {
        for (int n = 1; n <= entries; n++) {
          Entry entry = n % 4 == 0 ? Entries.personal(n) : Entries.audit(n);
          long number = journal.append(entry);
          appended.put(number, Entries.text(entry));
          if (n % 3 == 0) {
            journal.force(number);
            appended.forEach(acknowledged::putIfAbsent);
          }
        }
      } catch (JournalException e) {
        // What failed was not acknowledged.
      }
    }
  }

  @Test
  void droppingAllSinceTheLastForceAtEveryOperationLosesNothingAcknowledged()
      throws JournalException {
    survivesEveryCrash(0);
  }

  @Test
  void sectorsAndNamesThatWereNotForcedMayBeThereInAnyCombination() throws JournalException {
    for (int seed = 1; seed <= 4; seed++) {
      survivesEveryCrash(seed);
    }
  }

  /// Stops a journal at each of its operations in turn, takes the power away and opens it again.
  private static void survivesEveryCrash(int seed) throws JournalException {
    long operations = Long.MAX_VALUE;
    for (long at = 1; at <= operations; at++) {
      Use use = new Use();
      long stop = at;
      use.files.fail(MemoryFiles.Failure.INPUT_OUTPUT, operation -> operation >= stop);
      use.run(SETTINGS, 40);
      if (use.files.operations() < at) {
        operations = at;
      }
      SplittableRandom random = new SplittableRandom(seed * 1_000_003L + at);
      MemoryFiles after = use.files.crash(thing -> seed > 0 && random.nextInt(3) > 0);
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, after)) {
        Map<Long, String> all = Entries.all(journal);
        assertThat(all).as("operation " + at).containsAllEntriesOf(use.acknowledged);
        assertThat(use.appended).as("operation " + at).containsAllEntriesOf(all);
        assertThat(all.keySet().stream().mapToLong(n -> n).max().orElse(0)).isEqualTo(all.size());
        assertThat(journal.append(Entries.audit(1))).isEqualTo(all.size() + 1L);
        journal.force(all.size() + 1L);
      }
      SegmentJournal.open(FOLDER, SETTINGS, after).close();
    }
    assertThat(operations).isGreaterThan(60);
  }

  @Test
  void everyOperationThatFailsOnceIsToldAndLosesNothingAcknowledged() throws JournalException {
    long operations = Long.MAX_VALUE;
    for (long at = 1; at <= operations; at++) {
      Use use = new Use();
      long stop = at;
      use.files.fail(MemoryFiles.Failure.INPUT_OUTPUT, operation -> operation == stop);
      use.run(SETTINGS, 40);
      if (use.files.operations() < at) {
        operations = at;
      }
      use.files.fail(MemoryFiles.Failure.INPUT_OUTPUT, operation -> false);
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, use.files)) {
        assertThat(Entries.all(journal))
            .as("operation " + at)
            .containsAllEntriesOf(use.acknowledged);
      }
    }
    assertThat(operations).isGreaterThan(60);
  }

  @Test
  void aForceThatFailedOnceIsFinal() throws JournalException {
    MemoryFiles files = new MemoryFiles();
    SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files);
    journal.force(journal.append(Entries.audit(1)));
    files.fail(MemoryFiles.Failure.INPUT_OUTPUT, operation -> operation == 2);
    long second = journal.append(Entries.audit(2));

    assertThatThrownBy(() -> journal.force(second)).hasMessageContaining("open the journal again");
    assertThatThrownBy(() -> journal.append(Entries.audit(3)))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTPUT_UNWRITABLE));
    assertThatThrownBy(() -> journal.force(second)).isInstanceOf(JournalException.class);
    assertThatThrownBy(journal::close).isInstanceOf(JournalException.class);
    SegmentJournal.open(FOLDER, SETTINGS, files).close();
  }

  @Test
  void theLastSegmentCutAtEveryByteGivesTheLongestWholePrefix() throws Exception {
    Use use = new Use();
    use.run(SETTINGS, 30);
    use.files.remove(FOLDER.resolve(Names.HEAD));
    Path segment = lastSegment(use.files);
    byte[] whole = use.files.content(segment);
    int entriesSeen = Integer.MAX_VALUE;
    for (int length = whole.length; length >= 0; length--) {
      MemoryFiles cut = use.files.copy();
      cut.put(segment, Arrays.copyOf(whole, length));
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, cut)) {
        Map<Long, String> all = Entries.all(journal);
        assertThat(use.appended).containsAllEntriesOf(all);
        assertThat(all.size()).isLessThanOrEqualTo(entriesSeen);
        entriesSeen = all.size();
        if (journal.recovery().isTorn()) {
          assertThat(journal.recovery().droppedAt() + journal.recovery().droppedBytes())
              .isEqualTo(length);
        }
      }
    }
    assertThat(entriesSeen).isLessThan(use.appended.size());
  }

  @Test
  void aJournalThatIsShorterThanItsSignedHeadIsRefused() throws Exception {
    Use use = new Use();
    use.run(SETTINGS, 30);
    Path segment = lastSegment(use.files);
    byte[] whole = use.files.content(segment);
    for (int length = whole.length - 1; length >= 0; length--) {
      MemoryFiles cut = use.files.copy();
      cut.put(segment, Arrays.copyOf(whole, length));
      assertRefused(cut, length);
      assertThat(cut.content(segment)).hasSize(length);
    }
  }

  @Test
  void aFlippedByteAnywhereInASmallJournalIsRefusedWithThePlace() throws Exception {
    Use use = new Use();
    use.run(SETTINGS.with(new JournalSettings.Sizes(200, 4_096, 1 << 20, 600)), 24);
    assertEveryFlipIsRefused(use);
  }

  @Test
  void aFlippedByteInALiveJournalIsRefusedWithoutAnySignedHead() throws Exception {
    JournalSettings unsigned =
        SETTINGS
            .with(new JournalSettings.Sizes(200, 4_096, 1 << 20, 600))
            .with(new JournalSettings.Pace(Duration.ofMinutes(5), Duration.ofDays(1)));
    Use use = new Use();
    SegmentJournal journal = SegmentJournal.open(FOLDER, unsigned, use.files);
    for (int n = 1; n <= 12; n++) {
      journal.force(journal.append(Entries.personal(n)));
    }
    Use live = new Use();
    Path segment = lastSegment(use.files);
    live.files.put(segment, use.files.content(segment));
    journal.close();
    assertEveryFlipIsRefused(live);
  }

  private static void assertEveryFlipIsRefused(Use use) throws Exception {
    Path segment = lastSegment(use.files);
    byte[] whole = use.files.content(segment);
    assertThat(whole.length).isGreaterThan(1_000);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] = (byte) (flipped[at] ^ (1 << (at % 8)));
      MemoryFiles changed = use.files.copy();
      changed.put(segment, flipped);
      assertRefused(changed, at);
    }
  }

  private static void assertRefused(MemoryFiles files, int at) {
    assertThatThrownBy(() -> SegmentJournal.open(FOLDER, SETTINGS, files))
        .as("byte " + at)
        .isInstanceOfSatisfying(
            JournalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.JOURNAL_DAMAGED))
        .hasMessageContaining(".segment")
        .hasMessageContaining("at byte");
  }

  private static Path lastSegment(MemoryFiles files) throws IOException {
    return FOLDER.resolve(
        files.list(FOLDER).stream()
            .filter(name -> name.endsWith(".segment"))
            .reduce((a, b) -> b)
            .orElseThrow());
  }

  @Test
  void aTornTailIsDroppedOnceAndSaid() throws Exception {
    Use use = new Use();
    use.run(SETTINGS, 5);
    Path segment = lastSegment(use.files);
    long size = use.files.content(segment).length;
    try (JournalFile file = use.files.openToWrite(segment)) {
      file.write(ByteBuffer.wrap(new byte[700]), size);
    }
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, use.files)) {
      assertThat(journal.recovery().isTorn()).isTrue();
      assertThat(journal.recovery().droppedAt()).isEqualTo(size);
      assertThat(journal.recovery().droppedBytes()).isEqualTo(700);
      assertThat(Entries.all(journal)).isEqualTo(use.appended);
    }
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, use.files)) {
      assertThat(journal.recovery().isTorn()).isFalse();
    }
  }
}

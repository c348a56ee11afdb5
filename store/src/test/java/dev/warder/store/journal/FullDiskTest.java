package dev.warder.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.JournalCounters.Disk;
import dev.warder.store.journal.Verification.Verdict;
import dev.warder.store.journal.fake.MemoryFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A disk that fills up, and one that is emptied again.
@Timeout(60)
class FullDiskTest {
  private static final Path FOLDER = Path.of("/journal");
  private static final JournalSettings SETTINGS =
      JournalSettings.defaults()
          .with(new JournalSettings.Sizes(200, 4_096, 4_000, 3_000))
          .with(new JournalSettings.Pace(Duration.ofMinutes(5), Duration.ofMinutes(5)));

  private final MemoryFiles files = new MemoryFiles();
  private final Map<Long, String> acknowledged = new LinkedHashMap<>();
  private final List<Long> refused = new ArrayList<>();
  private long uncounted;

  /// Appends a change and an activity, as a server does.
  private void use(SegmentJournal journal, int n) {
    try {
      long number = journal.append(Entries.audit(n));
      try {
        journal.force(number);
        acknowledged.put(number, Entries.text(Entries.audit(n)));
      } catch (JournalException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
        refused.add(number);
      }
    } catch (JournalException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
    }
    try {
      uncounted += journal.append(Entries.of(EntryKind.VERDICT, n)) == 0 ? 1 : 0;
    } catch (JournalException e) {
      throw new AssertionError("a verdict never fails for want of room", e);
    }
  }

  @Test
  void callsGoOnAndNothingAcknowledgedIsLostWhileTheDiskFillsUpAndAfterwards() throws Exception {
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      files.capacity(9_000);
      for (int n = 1; n <= 200; n++) {
        use(journal, n);
      }
      assertThat(journal.counters().disk()).isEqualTo(Disk.FULL);
      assertThat(journal.counters().lost(EntryKind.VERDICT)).isGreaterThanOrEqualTo(uncounted);
      assertThat(uncounted).isPositive();
      assertThatThrownBy(() -> journal.append(Entries.audit(1)))
          .hasMessageContaining("was not made");

      files.capacity(100_000);
      int before = acknowledged.size();
      for (int n = 201; acknowledged.size() < before + 20 && n < 2_000_000; n++) {
        use(journal, n);
      }
      assertThat(journal.counters().disk()).isEqualTo(Disk.ROOMY);
      Map<Long, String> all = Entries.all(journal);
      assertThat(all).containsAllEntriesOf(acknowledged);
      assertThat(all.keySet()).doesNotContainAnyElementsOf(refused);
    }
    Verification verification = Verifier.verify(FOLDER, null, List.of(), files);
    assertThat(verification.verdict()).isEqualTo(Verdict.WHOLE);
    assertThat(verification.lost()).isPositive();
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      assertThat(Entries.all(journal))
          .containsAllEntriesOf(acknowledged)
          .doesNotContainKeys(refused.toArray(new Long[0]));
    }
  }

  @Test
  void whoHasMadeRoomIsNotRefusedOnceMore() throws Exception {
    for (int round = 0; round < 200; round++) {
      MemoryFiles disk = new MemoryFiles();
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, disk)) {
        disk.capacity(1);
        long lost = journal.append(Entries.audit(1));
        assertThatThrownBy(() -> journal.force(lost)).hasMessageContaining("was not made");
        assertThatThrownBy(() -> journal.append(Entries.audit(2)))
            .hasMessageContaining("was not made");

        disk.capacity(100_000);
        journal.force(journal.append(Entries.audit(3)));

        assertThat(journal.counters().disk()).isEqualTo(Disk.ROOMY);
      }
    }
  }

  @Test
  void theReserveTakesChangesAfterTheDiskIsFull() throws Exception {
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      for (int n = 1; n <= 5; n++) {
        use(journal, n);
      }
      files.capacity(1);
      use(journal, 6);
      assertThat(journal.counters().disk()).isEqualTo(Disk.FULL);
    }
    MemoryFiles roomier = files.copy();
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, roomier)) {
      long used = 0;
      for (String name : roomier.list(FOLDER)) {
        used += roomier.content(FOLDER.resolve(name)).length;
      }
      roomier.capacity(used);
      int before = acknowledged.size();
      for (int n = 7; n <= 12; n++) {
        use(journal, n);
      }
      assertThat(journal.counters().disk()).isEqualTo(Disk.SCARCE);
      assertThat(acknowledged.size()).isEqualTo(before + 6);
      assertThat(journal.append(Entries.of(EntryKind.VERDICT, 1))).isZero();
    }
  }

  @Test
  void whoeverChoseToStopIsStopped() throws Exception {
    SegmentJournal journal =
        SegmentJournal.open(FOLDER, SETTINGS.with(JournalSettings.WhenFull.STOP), files);
    journal.force(journal.append(Entries.audit(1)));
    files.capacity(1);
    long second = journal.append(Entries.of(EntryKind.VERDICT, 2));
    assertThatThrownBy(() -> journal.force(second))
        .isInstanceOfSatisfying(
            JournalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL));
    assertThatThrownBy(() -> journal.append(Entries.of(EntryKind.VERDICT, 3)))
        .isInstanceOf(JournalException.class);
    assertThatThrownBy(journal::close).isInstanceOf(JournalException.class);
    files.capacity(100_000);
    try (SegmentJournal again = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      assertThat(Entries.numbers(again)).containsExactly(1L);
    }
  }

  @Test
  void everyOperationThatFindsNoRoomOnceLosesNothingAcknowledged() throws Exception {
    long operations = Long.MAX_VALUE;
    for (long at = 1; at <= operations; at++) {
      MemoryFiles disk = new MemoryFiles();
      SegmentJournal.open(FOLDER, SETTINGS, disk).close();
      long stop = at;
      Map<Long, String> kept = new LinkedHashMap<>();
      disk.fail(MemoryFiles.Failure.NO_SPACE, operation -> operation == stop);
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, disk)) {
        for (int n = 1; n <= 30; n++) {
          Entry entry = n % 2 == 0 ? Entries.personal(n) : Entries.audit(n);
          try {
            long number = journal.append(entry);
            journal.force(number);
            if (number > 0) {
              kept.put(number, Entries.text(entry));
            }
          } catch (JournalException e) {
            assertThat(e.code()).isIn(ErrorCode.DISK_FULL, ErrorCode.OUTPUT_UNWRITABLE);
          }
        }
      } catch (JournalException e) {
        assertThat(e.code()).isIn(ErrorCode.DISK_FULL, ErrorCode.OUTPUT_UNWRITABLE);
      }
      if (disk.operations() < at) {
        operations = at;
      }
      disk.fail(MemoryFiles.Failure.NO_SPACE, operation -> false);
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, disk)) {
        assertThat(Entries.all(journal)).as("operation " + at).containsAllEntriesOf(kept);
      }
      assertThat(Verifier.verify(FOLDER, null, List.of(), disk).verdict())
          .as("operation " + at)
          .isEqualTo(Verdict.WHOLE);
    }
    assertThat(operations).isGreaterThan(40);
  }

  /// Changes that were appended together, and those of them that were acknowledged.
  private record Together(List<Long> taken, List<Long> acknowledged) {
    /// Appends changes until the disk is full, then forces them, the last one first.
    static Together use(SegmentJournal journal, int from) throws JournalException {
      Together made = new Together(new ArrayList<>(), new ArrayList<>());
      for (int n = from; n < from + 10; n++) {
        try {
          made.taken.add(journal.append(Entries.audit(n)));
        } catch (JournalException e) {
          unlessFull(e);
        }
      }
      for (long number : made.taken.reversed()) {
        try {
          journal.force(number);
          made.acknowledged.addFirst(number);
        } catch (JournalException e) {
          unlessFull(e);
        }
      }
      return made;
    }

    private static void unlessFull(JournalException e) throws JournalException {
      if (e.code() != ErrorCode.DISK_FULL) {
        throw e;
      }
    }
  }

  @Test
  void noChangeIsOnDiskWithoutThoseBeforeItThatItRestsOn() throws Exception {
    JournalSettings settings = SETTINGS.with(new JournalSettings.Sizes(64, 4_096, 1_024, 0));
    boolean lost = false;
    for (long room = 1_500; room < 9_000; room += 97) {
      MemoryFiles disk = new MemoryFiles();
      List<Together> all = new ArrayList<>();
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings, disk)) {
        disk.capacity(room);
        for (int batch = 0; batch < 6; batch++) {
          all.add(Together.use(journal, batch * 10));
          if (batch == 3) {
            disk.capacity(100_000);
          }
        }
      }
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings, disk)) {
        List<Long> there = Entries.numbers(journal);
        for (Together made : all) {
          int acknowledged = made.acknowledged.size();
          assertThat(made.acknowledged)
              .as("room for " + room)
              .isEqualTo(made.taken.subList(0, acknowledged));
          assertThat(there)
              .as("room for " + room)
              .containsAll(made.acknowledged)
              .noneMatch(made.taken.subList(acknowledged, made.taken.size())::contains);
          lost |= acknowledged < made.taken.size();
        }
      }
    }
    assertThat(lost).isTrue();
  }

  @Test
  void aBufferThatIsFullLosesVerdictsAndNeverChangesWhereThatIsDeclared() throws Exception {
    JournalSettings settings =
        SETTINGS
            .with(new JournalSettings.Sizes(200, 400, 1 << 20, 0))
            .with(JournalSettings.WhenBehind.LOSE);
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, settings, files)) {
      long taken = 0;
      long last = 0;
      for (int n = 1; n <= 20_000; n++) {
        EntryKind kind = n % 100 == 0 ? EntryKind.AUDIT : EntryKind.VERDICT;
        long number = journal.append(Entries.of(kind, n));
        assertThat(number > 0 || kind == EntryKind.VERDICT).isTrue();
        taken += number > 0 ? 1 : 0;
        last = Math.max(last, number);
      }
      journal.force(last);
      assertThat(last).isEqualTo(taken);
      assertThat(taken + journal.counters().lost(EntryKind.VERDICT)).isEqualTo(20_000);
      assertThat(journal.counters().lost(EntryKind.AUDIT)).isZero();
      assertThat(Entries.all(journal)).hasSize((int) taken);
    }
  }
}

package dev.warder.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal on real files.
class SegmentJournalTest {
  private static final JournalSettings SMALL =
      JournalSettings.defaults()
          .with(new JournalSettings.Sizes(256, 4_096, 2_048, 4_096))
          .with(new JournalSettings.Pace(Duration.ofMinutes(5), Duration.ofMinutes(5)));

  @TempDir Path folder;

  @Test
  void whatWasForcedIsReadBackInOrderWithItsNumbers() throws JournalException {
    Map<Long, String> written = new TreeMap<>();
    try (SegmentJournal journal = SegmentJournal.open(folder, SMALL)) {
      for (int n = 1; n <= 500; n++) {
        Entry entry = n % 3 == 0 ? Entries.personal(n) : Entries.audit(n);
        written.put(journal.append(entry), Entries.text(entry));
      }
      journal.force(500);

      assertThat(journal.forced()).isEqualTo(500);
      assertThat(Entries.all(journal)).isEqualTo(written);
    }
    try (SegmentJournal journal = SegmentJournal.open(folder, SMALL)) {
      assertThat(journal.recovery())
          .isEqualTo(new Recovery(500, journal.recovery().segment(), 0, 0));
      assertThat(journal.recovery().segment()).isGreaterThan(5);
      assertThat(Entries.all(journal)).isEqualTo(written);
      assertThat(journal.append(Entries.audit(1))).isEqualTo(501);
    }
  }

  @Test
  void whoWaitsHasWhatIsThereForcedOnceAndNothingThatComesLater() throws JournalException {
    try (SegmentJournal journal = SegmentJournal.open(folder, SMALL)) {
      for (int n = 1; n <= 500; n++) {
        long waitedFor = journal.append(Entries.audit(n));
        journal.force(waitedFor);
        journal.append(Entries.audit(n));

        assertThat(journal.forced()).isEqualTo(waitedFor);
      }
      assertThat(journal.counters().forces()).isLessThanOrEqualTo(500);
    }
  }

  @Test
  void whatIsNotForcedIsNotRead() throws JournalException {
    try (SegmentJournal journal = SegmentJournal.open(folder, SMALL)) {
      journal.force(journal.append(Entries.audit(1)));
      journal.append(Entries.audit(2));

      assertThat(Entries.numbers(journal)).containsExactly(1L);
    }
    try (SegmentJournal journal = SegmentJournal.open(folder, SMALL)) {
      assertThat(Entries.numbers(journal)).containsExactly(1L, 2L);
    }
  }

  @Test
  void readingBeginsAtAnyNumberAndEndsWhenTheReaderHasEnough() throws JournalException {
    try (SegmentJournal journal = SegmentJournal.open(folder, SMALL)) {
      for (int n = 1; n <= 300; n++) {
        journal.append(Entries.audit(n));
      }
      journal.force(300);
      for (long from : List.of(1L, 2L, 57L, 299L, 300L)) {
        List<Long> seen = new ArrayList<>();
        journal.read(
            from,
            (number, entry) -> {
              seen.add(number);
              return seen.size() < 2;
            });
        assertThat(seen).first().isEqualTo(from);
        assertThat(seen).hasSize(from == 300 ? 1 : 2);
      }
    }
  }

  @Test
  void theSecondWriterIsTurnedAwayWithThePath() throws JournalException {
    try (SegmentJournal journal = SegmentJournal.open(folder, SMALL)) {
      assertThatThrownBy(() -> SegmentJournal.open(folder, SMALL))
          .isInstanceOfSatisfying(
              JournalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_OPEN))
          .hasMessageContaining(folder.toString());
      journal.force(journal.append(Entries.audit(1)));
    }
    SegmentJournal.open(folder, SMALL).close();
  }

  @Test
  void manyThreadsShareOneForceAndEachNumberIsTheEntryItWasGivenFor() throws Exception {
    int threads = 8;
    int each = 400;
    Map<Long, String> given = new ConcurrentSkipListMap<>();
    try (SegmentJournal journal = SegmentJournal.open(folder, JournalSettings.defaults());
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Boolean>> tasks =
          IntStream.range(0, threads)
              .<Callable<Boolean>>mapToObj(
                  t -> () -> write(journal, t * each, (t + 1) * each, given))
              .toList();
      for (Future<Boolean> task : pool.invokeAll(tasks)) {
        assertThat(task.get()).as("numbers rise within a thread").isTrue();
      }
      assertThat(given).hasSize(threads * each);
      assertThat(Entries.all(journal)).isEqualTo(given);
      assertThat(journal.counters().forces()).isLessThan((long) threads * each);
    }
  }

  private static boolean write(SegmentJournal journal, int from, int to, Map<Long, String> given)
      throws JournalException {
    boolean isRising = true;
    long before = 0;
    for (int n = from; n < to; n++) {
      Entry entry = n % 5 == 0 ? Entries.personal(n) : Entries.audit(n);
      long number = journal.append(entry);
      given.put(number, Entries.text(entry));
      if (n % 2 == 0) {
        journal.force(number);
        isRising &= journal.forced() >= number;
      }
      isRising &= number > before;
      before = number;
    }
    journal.force(before);
    return isRising;
  }

  @Test
  void anEntryThatIsTooLongIsRefusedAndTakesNoNumber() throws JournalException {
    try (SegmentJournal journal = SegmentJournal.open(folder, SMALL)) {
      Entry huge = new Entry(EntryKind.AUDIT, 0, "", "", "", "", new byte[(2 << 20) + 1]);
      assertThatThrownBy(() -> journal.append(huge)).isInstanceOf(JournalException.class);
      assertThat(journal.append(Entries.audit(1))).isEqualTo(1);
    }
  }

  @Test
  void anEntryAsLongAsMayBeIsKept() throws JournalException {
    byte[] body = new byte[(2 << 20) - 1_000];
    try (SegmentJournal journal = SegmentJournal.open(folder, SMALL)) {
      journal.append(Entries.audit(1));
      journal.append(new Entry(EntryKind.AUDIT, 0, "", "", "", "", body));
      journal.force(journal.append(Entries.audit(3)));
      assertThat(Entries.numbers(journal)).containsExactly(1L, 2L, 3L);
    }
  }
}

package dev.warder.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.CredentialKind;
import dev.warder.model.ErrorCode;
import dev.warder.model.Outcome;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.fake.MemoryFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What was appended last is read from memory as the files have it.
@Timeout(60)
class RecentTest {
  private static final Path FOLDER = Path.of("/journal");
  private static final JournalSettings SETTINGS = recent(1 << 20);

  private final MemoryFiles files = new MemoryFiles();

  private static JournalSettings recent(int bytes) {
    return JournalSettings.defaults()
        .with(new JournalSettings.Sizes(256, 4_096, 4_000, 3_000, bytes))
        .with(new JournalSettings.Pace(Duration.ofMinutes(5), Duration.ofMinutes(5)));
  }

  private static Entry entry(int n) {
    return n % 3 == 0 ? Entries.audit(n) : Entries.personal(n);
  }

  @Test
  void followerReadsWhatTheFilesHaveWithoutReadingThem() throws Exception {
    Map<Long, String> followed = new TreeMap<>();
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      long before = files.bytesRead();
      for (int n = 1; n <= 300; n++) {
        long number = journal.append(entry(n));
        assertThat(read(journal, number, new TreeMap<>())).as("not forced").isZero();
        if (n % 7 == 0) {
          journal.force(number);
          assertThat(read(journal, followed.size() + 1, followed)).isEqualTo(number);
        }
      }
      assertThat(files.bytesRead()).isEqualTo(before);
    }
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, recent(0), files)) {
      Map<Long, String> onDisk = Entries.all(journal);
      assertThat(onDisk).hasSize(300).containsAllEntriesOf(followed);
      assertThat(followed).hasSize(294);
    }
  }

  @Test
  void whoIsFarBehindReadsTheFilesAndThenMemoryWithoutAGap() throws Exception {
    Map<Long, String> written = new TreeMap<>();
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, recent(3_000), files)) {
      for (int n = 1; n <= 300; n++) {
        written.put(journal.append(entry(n)), Entries.text(entry(n)));
      }
      journal.force(300);

      assertThat(Entries.all(journal)).isEqualTo(written);
      Map<Long, String> last = new TreeMap<>();
      long before = files.bytesRead();
      assertThat(read(journal, 298, last)).isEqualTo(300);
      assertThat(files.bytesRead()).isEqualTo(before);
      assertThat(read(journal, 190, last)).isEqualTo(300);
      assertThat(files.bytesRead()).as("memory is bounded").isGreaterThan(before);
      assertThat(read(journal, 301, last)).isZero();
    }
  }

  @Test
  void whatIsPersonalOfAForgottenTenantIsNotReadFromMemory() throws Exception {
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      for (int n = 1; n <= 30; n++) {
        journal.append(Entries.personal(n));
      }
      journal.force(30);
      journal.destroyTenantKey("tenant-1");
      long before = files.bytesRead();
      assertThat(read(journal, 30, new TreeMap<>())).isGreaterThanOrEqualTo(30);
      assertThat(files.bytesRead()).as("nothing of it is kept in memory").isGreaterThan(before);
      for (int n = 31; n <= 60; n++) {
        journal.append(Entries.personal(n));
      }
      journal.force(61);
      Map<Long, String> inMemory = Entries.all(journal);
      assertThat(inMemory.values().stream().filter(text -> text.contains("|tenant-1|")))
          .hasSize(21)
          .noneMatch(text -> text.contains("person-"));
      Map<Long, String> later = new TreeMap<>();
      before = files.bytesRead();
      read(journal, 40, later);
      assertThat(files.bytesRead()).as("what came after is").isEqualTo(before);
      assertThat(inMemory).containsAllEntriesOf(later);

      try (SegmentJournal same =
          SegmentJournal.open(FOLDER, recent(0), files.crash(thing -> true))) {
        assertThat(Entries.all(same)).isEqualTo(inMemory);
      }
    }
  }

  @Test
  void activityIsReadFromMemoryAsItWasUntilItsTenantIsForgotten() throws Exception {
    Activity ours = activity("tenant-1");
    Activity others = activity("tenant-2");
    ActivityCodec codec = new ActivityCodec();
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      journal.append(codec.entry(ours));
      journal.force(journal.append(codec.entry(others)));
      List<Entry> inMemory = entries(journal, 1);
      assertThat(inMemory.getFirst().activity()).isSameAs(ours);
      assertThat(inMemory.getLast().activity()).isSameAs(others);

      journal.destroyTenantKey("tenant-1");
      long next = journal.append(codec.entry(ours));
      journal.force(journal.append(codec.entry(others)));
      List<Entry> after = entries(journal, next);
      assertThat(after).hasSize(2);
      assertThat(after.getFirst().activity()).isNull();
      assertThat(ActivityCodec.activity(after.getFirst()).source().address()).isEmpty();
      assertThat(after.getLast().activity()).isSameAs(others);
    }
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      Entry onDisk = entries(journal, 1).getLast();
      assertThat(onDisk.activity()).isNull();
      assertThat(ActivityCodec.activity(onDisk)).isEqualTo(others);
    }
  }

  private static Activity activity(String tenant) {
    return new Activity(
        5,
        "uid",
        tenant,
        new Caller("key-1", CredentialKind.API_KEY, "", "", ""),
        new Source("192.0.2.1", 0, "", "", SourceClass.UNKNOWN, "192.0.2.0/24"),
        Client.UNKNOWN,
        new Call("api", "GET", "/u/7", "", ""),
        Outcome.SUCCESS,
        0,
        0,
        0,
        List.of(),
        List.of(),
        "",
        List.of(),
        Map.of());
  }

  private static List<Entry> entries(SegmentJournal journal, long from) throws JournalException {
    List<Entry> entries = new ArrayList<>();
    journal.read(from, (number, entry) -> entries.add(entry));
    return entries;
  }

  @Test
  void whatTheDiskHadNoRoomForIsNotReadFromMemory() throws Exception {
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      files.capacity(9_000);
      int refused = 0;
      for (int n = 1; refused < 20; n++) {
        refused += change(journal, n) ? 0 : 1;
      }
      files.capacity(1 << 20);
      for (int n = 1_000; !change(journal, n); n++) {
        assertThat(n).as("goes on when there is room").isLessThan(1_000_000);
      }
      assertThat(change(journal, 2)).isTrue();

      Map<Long, String> all = Entries.all(journal);
      assertThat(all).containsValue(Entries.text(Entries.audit(1)));
      assertThat(journal.counters().lost(EntryKind.VERDICT)).isPositive();
      try (SegmentJournal same =
          SegmentJournal.open(FOLDER, recent(0), files.crash(thing -> true))) {
        assertThat(Entries.all(same)).isEqualTo(all);
      }
    }
  }

  /// Makes a change after some calls; says whether it is on disk.
  private static boolean change(SegmentJournal journal, int n) throws JournalException {
    for (int call = 0; call < 10; call++) {
      journal.append(Entries.of(EntryKind.VERDICT, n + call));
    }
    try {
      journal.force(journal.append(Entries.audit(n)));
      return true;
    } catch (JournalException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
      return false;
    }
  }

  /// Reads on; says the number of the last entry, 0 if there was none.
  private static long read(SegmentJournal journal, long from, Map<Long, String> to)
      throws JournalException {
    long[] last = new long[1];
    journal.read(
        from,
        (number, entry) -> {
          assertThat(number).isEqualTo(last[0] == 0 ? from : last[0] + 1);
          last[0] = number;
          to.put(number, Entries.text(entry));
          return true;
        });
    return last[0];
  }
}

package dev.warder.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.Verification.Verdict;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.store.journal.file.JournalFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// What is personal of a tenant goes with the tenant's key, and nothing else does.
class TenantKeysTest {
  private static final Path FOLDER = Path.of("/journal");
  private static final JournalSettings SETTINGS =
      JournalSettings.defaults()
          .with(new JournalSettings.Sizes(400, 4_096, 3_000, 0))
          .with(new JournalSettings.Pace(Duration.ofMinutes(5), Duration.ofMinutes(5)));

  private final MemoryFiles files = new MemoryFiles();

  private SegmentJournal filled() throws JournalException {
    SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files);
    long last = 0;
    for (int n = 1; n <= 30; n++) {
      journal.append(Entries.personal(n));
      last = journal.append(Entries.audit(n));
    }
    journal.force(last);
    return journal;
  }

  private static List<Entry> read(SegmentJournal journal) throws JournalException {
    List<Entry> entries = new ArrayList<>();
    journal.read(1, (number, entry) -> entries.add(entry));
    return entries;
  }

  @Test
  void destroyingAKeyTakesThatTenantsPersonalPartsAndLeavesTheChainWhole() throws Exception {
    List<String> before = new ArrayList<>();
    try (SegmentJournal journal = filled()) {
      read(journal).forEach(entry -> before.add(Entries.text(entry)));
      journal.destroyTenantKey("tenant-1");
      assertGone(read(journal), before);
      journal.force(journal.append(Entries.personal(31)));
      assertThat(read(journal).getLast().privacy()).isEqualTo(Entry.Privacy.DESTROYED);
      journal.force(journal.append(Entries.personal(32)));
      assertThat(read(journal).getLast().privacy()).isEqualTo(Entry.Privacy.READABLE);
    }
    try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, files)) {
      assertGone(read(journal), before);
    }
    assertThat(Verifier.verify(FOLDER, null, List.of(), files).verdict()).isEqualTo(Verdict.WHOLE);
  }

  private static void assertGone(List<Entry> entries, List<String> before) {
    for (int i = 0; i < before.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.kind() == EntryKind.ACTIVITY && entry.tenant().equals("tenant-1")) {
        assertThat(entry.privacy()).isEqualTo(Entry.Privacy.DESTROYED);
        assertThat(entry.personal().isEmpty()).isTrue();
        assertThat(entry.facts().texts()).containsExactly("curl", "8.1");
        assertThat(entry.operation()).isEqualTo("GET /api/users/{id}");
      } else {
        assertThat(Entries.text(entry)).isEqualTo(before.get(i));
      }
    }
    Entry custody = entries.get(before.size());
    assertThat(custody.kind()).isEqualTo(EntryKind.CUSTODY);
    assertThat(custody.tenant()).isEqualTo("tenant-1");
  }

  @Test
  void personalPartsStandNowhereInTheClear() throws Exception {
    filled().close();
    for (String name : files.list(FOLDER)) {
      String content = new String(files.content(FOLDER.resolve(name)), StandardCharsets.ISO_8859_1);
      assertThat(content).as(name).doesNotContain("person-", "203.0.113.", "/u/1");
    }
  }

  @Test
  void anotherTenantsKeyOrPlaceOpensNothing() throws Exception {
    SectionCipher cipher = new SectionCipher();
    SecretKey key = new SecretKeySpec(new byte[32], "AES");
    SecretKey other =
        new SecretKeySpec(
            "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII), "AES");
    byte[] nonce = new byte[12];
    byte[] here = Sections.context(new byte[16], 7, "acme");
    byte[] sealed = cipher.seal(key, nonce, here, new byte[] {1, 2, 3}, 0, 3);
    assertThat(cipher.open(key, nonce, here, sealed, 0, sealed.length)).containsExactly(1, 2, 3);
    assertThat(cipher.open(other, nonce, here, sealed, 0, sealed.length)).isNull();
    for (byte[] elsewhere :
        List.of(
            Sections.context(new byte[16], 8, "acme"),
            Sections.context(new byte[16], 7, "globex"))) {
      assertThat(cipher.open(key, nonce, elsewhere, sealed, 0, sealed.length)).isNull();
    }
  }

  @Test
  void aMissingOrWrongMasterKeyIsSaidAndNothingIsMadeInItsPlace() throws Exception {
    filled().close();
    byte[] master = files.content(FOLDER.resolve(Names.MASTER_KEY));
    files.remove(FOLDER.resolve(Names.MASTER_KEY));
    assertThatThrownBy(() -> SegmentJournal.open(FOLDER, SETTINGS, files))
        .isInstanceOfSatisfying(
            JournalException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_UNREADABLE))
        .hasMessageContaining("master-key");
    assertThat(files.exists(FOLDER.resolve(Names.MASTER_KEY))).isFalse();
    master[3] = (byte) (master[3] == 'A' ? 'B' : 'A');
    files.put(FOLDER.resolve(Names.MASTER_KEY), master);
    assertThatThrownBy(() -> SegmentJournal.open(FOLDER, SETTINGS, files))
        .isInstanceOf(JournalException.class);
  }

  @Test
  void aFlippedByteInTheKeysIsSaidAndNeverTakenForATenantWithoutAKey() throws Exception {
    filled().close();
    Path path = FOLDER.resolve(Names.TENANT_KEYS);
    byte[] whole = files.content(path);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] = (byte) (flipped[at] ^ 16);
      files.put(path, flipped);
      assertThatThrownBy(() -> SegmentJournal.open(FOLDER, SETTINGS, files))
          .as("byte " + at)
          .isInstanceOf(JournalException.class);
    }
  }

  @Test
  void theBytesThatAKeyHadAreOverwrittenWhereTheyLay() throws Exception {
    Path path = FOLDER.resolve(Names.TENANT_KEYS);
    try (SegmentJournal journal = filled();
        JournalFile before = files.openToRead(path)) {
      journal.destroyTenantKey("tenant-1");
      assertThat(before.size()).isPositive();
      assertThat(SmallFile.bytes(before, 0, (int) before.size())).containsOnly(0);
      assertThat(files.content(path)).isNotEqualTo(new byte[(int) before.size()]);
    }
  }

  @Test
  void destroyingAKeyAgainWritesNothing() throws Exception {
    try (SegmentJournal journal = filled()) {
      journal.destroyTenantKey("tenant-1");
      long last = journal.forced();
      journal.destroyTenantKey("tenant-1");
      assertThat(journal.append(Entries.audit(1))).isEqualTo(last + 1);
    }
  }

  @Test
  void aCrashAnywhereWhileAKeyIsDestroyedTakesNoOtherTenantsAndItCanBeDestroyedAgain()
      throws Exception {
    long operations = Long.MAX_VALUE;
    for (long at = 1; at <= operations; at++) {
      MemoryFiles disk = new MemoryFiles();
      List<String> before = new ArrayList<>();
      boolean done = false;
      try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, disk)) {
        for (int n = 1; n <= 6; n++) {
          journal.force(journal.append(Entries.personal(n)));
        }
        read(journal).forEach(entry -> before.add(Entries.text(entry)));
        long stop = at;
        disk.fail(MemoryFiles.Failure.INPUT_OUTPUT, operation -> operation >= stop);
        journal.destroyTenantKey("tenant-1");
        done = true;
      } catch (JournalException e) {
        // The power went.
      }
      if (disk.operations() < at) {
        operations = at;
      }
      for (int seed = 0; seed < 3; seed++) {
        int kept = seed;
        MemoryFiles after = disk.crash(thing -> kept > 0 && (thing + kept) % 2 == 0);
        try (SegmentJournal journal = SegmentJournal.open(FOLDER, SETTINGS, after)) {
          List<Entry> entries = read(journal);
          for (int i = 0; i < before.size(); i++) {
            Entry entry = entries.get(i);
            boolean isIts = entry.tenant().equals("tenant-1");
            if (!isIts || entry.privacy() == Entry.Privacy.READABLE) {
              assertThat(Entries.text(entry)).as("operation " + at).isEqualTo(before.get(i));
            }
            if (isIts && done) {
              assertThat(entry.privacy()).isEqualTo(Entry.Privacy.DESTROYED);
            }
          }
          journal.destroyTenantKey("tenant-1");
          assertThat(read(journal).getFirst().privacy()).isEqualTo(Entry.Privacy.DESTROYED);
        }
      }
    }
    assertThat(operations).isGreaterThan(5);
  }
}

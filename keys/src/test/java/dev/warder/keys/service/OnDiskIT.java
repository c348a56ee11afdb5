package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static dev.warder.keys.service.Rig.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.hash.PepperFile;
import dev.warder.keys.hash.Peppers;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.sql.Contents;
import dev.warder.store.sql.Store;
import dev.warder.store.sql.StoreSettings;
import dev.warder.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Keys over the real journal and a real database, in files.
@Timeout(120)
class OnDiskIT {
  private static final int KEYS = 40;

  @TempDir private Path folder;

  private SegmentJournal journal() throws Exception {
    return SegmentJournal.open(folder.resolve("journal"), JournalSettings.defaults());
  }

  private SegmentJournal calls() throws Exception {
    return SegmentJournal.open(folder.resolve("calls"), JournalSettings.defaults());
  }

  private Store store() throws Exception {
    return Stores.open(new StoreSettings.Sqlite(folder.resolve("rows.db")));
  }

  private static Keys keys(
      Peppers peppers, SegmentJournal journal, SegmentJournal calls, Store store) throws Exception {
    return KeyService.open(
        Rig.SETTINGS,
        peppers,
        journal,
        calls,
        store,
        KeyAlarm.NONE,
        InstantSource.fixed(Rig.START));
  }

  @Test
  void rowsRebuiltFromTheJournalAreTheSameAndNoFileHoldsASecret() throws Exception {
    Peppers peppers = new PepperFile(folder.resolve("peppers")).open(new SecureRandom());
    List<Minted> minted = new ArrayList<>();
    List<ManagedKey> before;
    Request call;
    try (Rig rig = Rig.open()) {
      call = rig.get("/api/systems");
    }
    try (SegmentJournal journal = journal();
        SegmentJournal calls = calls();
        Store store = store()) {
      Keys keys = keys(peppers, journal, calls, store);
      for (int i = 0; i < KEYS; i++) {
        minted.add((Minted) keys.mint(ADMIN, request("tenant-" + i % 7)));
      }
      keys.revoke(ADMIN, minted.get(0).key().id(), "");
      keys.rotate(ADMIN, minted.get(1).key().id(), Duration.ofDays(1));
      keys.defineScopeSet(ADMIN, "readers", List.of("GET /**"));
      keys.invalidate(ADMIN, "tenant = tenant-3", null);
      for (Minted key : minted) {
        keys.verify(Presented.of(text(key)), call);
      }
      before = keys.list("", "", 1_000).keys();
      keys.close();
    }
    noFileHoldsASecret(minted);

    Contents grown;
    try (SegmentJournal journal = journal();
        SegmentJournal calls = calls();
        Store store = store()) {
      Keys keys = keys(peppers, journal, calls, store);
      assertThat(facts(keys.list("", "", 1_000).keys())).isEqualTo(facts(before));
      keys.close();
      grown = Contents.of(store);
      store.clear();
    }
    try (SegmentJournal journal = journal();
        SegmentJournal calls = calls();
        Store store = store()) {
      Keys keys = keys(peppers, journal, calls, store);
      assertThat(facts(keys.list("", "", 1_000).keys())).isEqualTo(facts(before));
      assertThat(keys.verify(Presented.of(text(minted.get(0))), call).reason())
          .isEqualTo(Reason.REVOKED);
      assertThat(keys.verify(Presented.of(text(minted.get(3))), call).reason())
          .isEqualTo(Reason.INVALIDATED);
      keys.close();
      assertThat(Contents.of(store).keys()).isEqualTo(grown.keys());
    }
  }

  private static List<String> facts(List<ManagedKey> keys) {
    return keys.stream().map(key -> key.id() + " " + key.state() + " " + key.version()).toList();
  }

  private void noFileHoldsASecret(List<Minted> minted) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    assertThat(files).hasSizeGreaterThan(3);
    boolean anyId = false;
    for (Path file : files) {
      String bytes = Files.readString(file, ISO_8859_1);
      for (Minted key : minted) {
        anyId |= bytes.contains(key.key().id());
        assertThat(bytes.contains(text(key).substring(25, 45))).as("%s", file).isFalse();
      }
    }
    assertThat(anyId).isTrue();
  }
}

package dev.warder.keys.service;

import static dev.warder.keys.service.LifecycleTest.assertCode;
import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.Minted;
import dev.warder.keys.hash.PepperFile;
import dev.warder.keys.hash.Peppers;
import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import dev.warder.policy.Reason;
import dev.warder.store.sql.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys are never held against another pepper than their own.
class PepperAtStartTest {
  @TempDir private Path folder;

  @Test
  void anotherPepperOfTheSameVersionStopsTheStart() throws Exception {
    Rig rig = Rig.open();
    Minted minted = rig.mint();
    rig.close();

    Rig closed = rig;
    assertCode(
        () -> Rig.open(closed.files.copy(), closed.store, Rig.SETTINGS, another(1)),
        ErrorCode.CONTENT_INVALID);
    assertCode(
        () -> Rig.open(closed.files.copy(), new RecordedStore(), Rig.SETTINGS, another(1)),
        ErrorCode.CONTENT_INVALID);
    try (Rig right = Rig.open(rig.files, rig.store)) {
      assertThat(right.verify(minted).isAllowed()).isTrue();
    }
  }

  @Test
  void newerPepperIsKnownAgainFromItsFirstUse() throws Exception {
    Rig rig = Rig.open();
    rig.mint();
    rig.close();
    rig = Rig.open(rig.files, rig.store, Rig.SETTINGS, both());
    rig.mint();
    rig = rig.reopened(both());
    rig.close();

    Rig closed = rig;
    assertCode(
        () -> Rig.open(closed.files.copy(), closed.store, Rig.SETTINGS, Rig.peppers(2)),
        ErrorCode.CONTENT_INVALID);
  }

  @Test
  void revokedKeysNeedTheirPepperNoMore() throws Exception {
    Rig rig = Rig.open();
    Minted gone = rig.mint();
    rig.keys.revoke(ADMIN, gone.key().id(), "");
    rig.close();

    try (Rig later = Rig.open(rig.files, rig.store, Rig.SETTINGS, another(2))) {
      assertThat(later.verify(gone).reason()).isEqualTo(Reason.UNKNOWN);
      assertThat(later.keys.leaked(ADMIN, java.util.List.of(Secret.of(Rig.text(gone)))).values())
          .singleElement()
          .satisfies(answer -> assertThat(answer.keyId()).isEmpty());
      assertThat(later.verify(later.mint()).isAllowed()).isTrue();
    }
  }

  @Test
  void missingPepperFileIsMadeForNobodyWhoHasKeys() throws Exception {
    PepperFile file = new PepperFile(folder.resolve("peppers"));
    GatedJournal journal = new GatedJournal();
    open(file, journal).close();
    Keys keys = open(file, journal);
    keys.mint(ADMIN, request("acme"));
    keys.close();

    Files.delete(folder.resolve("peppers"));

    assertCode(() -> open(file, journal), ErrorCode.INPUT_UNREADABLE)
        .hasMessageContaining("is missing");
    assertThat(folder.resolve("peppers")).doesNotExist();
  }

  private static Keys open(PepperFile file, GatedJournal journal) throws KeysException {
    return KeyService.open(
        Rig.SETTINGS,
        file,
        journal,
        journal,
        new MemoryStore(),
        KeyAlarm.NONE,
        InstantSource.fixed(Rig.START));
  }

  private static Peppers another(int version) {
    return Peppers.of(Map.of(version, filled(101)));
  }

  /// The usual first one, and a second that is not the usual one.
  private static Peppers both() {
    return Peppers.of(Map.of(1, filled(37), 2, filled(101)));
  }

  private static Secret filled(int with) {
    byte[] pepper = new byte[Peppers.LENGTH];
    Arrays.fill(pepper, (byte) with);
    return Secret.of(pepper);
  }
}

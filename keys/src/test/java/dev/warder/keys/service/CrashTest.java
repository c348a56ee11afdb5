package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.KeysException;
import dev.warder.keys.Minted;
import dev.warder.policy.Reason;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.store.journal.fake.MemoryFiles.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The disk fails at its n-th operation, for every n, then the power goes: of what was not forced
/// all, nothing or anything survives.
@Timeout(300)
class CrashTest {
  private static final Set<Reason> GOES_ON = EnumSet.of(Reason.ALLOWED);

  @Test
  void noAcknowledgedChangeIsLostAndNoRevokedKeyAcceptedWhereverTheDiskFails() throws Exception {
    long operations = operationsOfOneRun();
    assertThat(operations).isGreaterThan(20);
    int acknowledged = 0;
    for (long n = 1; n <= operations + 1; n++) {
      for (LongPredicate survives : survivals(n)) {
        MemoryFiles files = new MemoryFiles();
        Told told = run(files, new MemoryStore(), n);
        acknowledged += told.keys.size();
        check(files.crash(survives), new MemoryStore(), told, n);
      }
    }
    assertThat(acknowledged).isPositive();
  }

  @Test
  void rowsOfAnyAgeDoNoHarm() throws Exception {
    MemoryFiles files = new MemoryFiles();
    MemoryStore store = new MemoryStore();
    Told told = run(files, store, Long.MAX_VALUE);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20; i++) {
      store.failAfter(random.nextInt(4));
      try (Rig rig = Rig.open(files.copy(), store)) {
        rig.keys.find(told.keys.getFirst().key().id());
      } finally {
        store.failAfter(Long.MAX_VALUE);
      }
      check(files.copy(), store.copy(), told, i);
    }
  }

  private static long operationsOfOneRun() throws Exception {
    MemoryFiles files = new MemoryFiles();
    files.fail(Failure.INPUT_OUTPUT, operation -> false);
    run(files, new MemoryStore(), Long.MAX_VALUE);
    return files.operations();
  }

  private static List<LongPredicate> survivals(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return List.of(thing -> false, thing -> true, thing -> random.nextBoolean());
  }

  /// Mints, rotates, fences, revokes and invalidates until something fails; what is told was
  /// acknowledged.
  private static Told run(MemoryFiles files, MemoryStore store, long failing) {
    Told told = new Told();
    files.fail(Failure.INPUT_OUTPUT, operation -> operation >= failing);
    try (Rig rig = Rig.open(files, store)) {
      for (int i = 0; i < 3; i++) {
        Minted minted = rig.mint(request("tenant-" + i));
        told.add(minted, Reason.ALLOWED);
      }
      Minted first = told.keys.get(0);
      told.maybe(first, Reason.REVOKED);
      rig.keys.revoke(ADMIN, first.key().id(), "");
      told.surely(first, Reason.REVOKED);
      Minted second = told.keys.get(1);
      told.maybe(second, Reason.ROTATED);
      Minted next = rig.keys.rotate(ADMIN, second.key().id(), Duration.ZERO);
      told.surely(second, Reason.ROTATED);
      told.add(next, Reason.ALLOWED);
      Minted third = told.keys.get(2);
      told.maybe(third, Reason.INVALIDATED);
      rig.keys.invalidate(ADMIN, "tenant = tenant-2", null);
      told.surely(third, Reason.INVALIDATED);
      told.add(rig.mint(request("tenant-2")), Reason.ALLOWED);
    } catch (KeysException | JournalException e) {
      // That is what this test is about.
      return told;
    }
    return told;
  }

  private static void check(MemoryFiles disk, MemoryStore rows, Told told, long n)
      throws Exception {
    try (Rig rig = Rig.open(disk, rows)) {
      for (Minted minted : told.keys) {
        assertThat(rig.verify(minted).reason())
            .as("key %s, failing at operation %d", minted.key().facts().tenant(), n)
            .isIn(told.possible.get(minted));
      }
      // Whoever starts again can go on.
      assertThat(GOES_ON).contains(rig.verify(rig.mint()).reason());
    }
  }

  /// What was acknowledged, and what may be besides.
  private static final class Told {
    private final List<Minted> keys = new ArrayList<>();
    private final Map<Minted, Set<Reason>> possible = new HashMap<>();

    void add(Minted minted, Reason reason) {
      keys.add(minted);
      possible.put(minted, EnumSet.of(reason));
    }

    void maybe(Minted minted, Reason reason) {
      possible.computeIfAbsent(minted, _ -> EnumSet.noneOf(Reason.class)).add(reason);
    }

    void surely(Minted minted, Reason reason) {
      possible.put(minted, EnumSet.of(reason));
    }
  }
}

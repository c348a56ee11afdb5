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

/// The disk fails or fills up at its n-th operation, for every n, then the power goes: of what was
/// not forced all, nothing or anything survives.
@Timeout(300)
class CrashTest {
  private static final List<Step> STEPS =
      List.of(
          (rig, told) -> mint(rig, told, "tenant-0"),
          (rig, told) -> mint(rig, told, "tenant-1"),
          (rig, told) -> mint(rig, told, "tenant-2"),
          CrashTest::revoke,
          CrashTest::rotate,
          CrashTest::invalidate,
          (rig, told) -> mint(rig, told, "tenant-2"));
  private static final Set<Reason> GOES_ON = EnumSet.of(Reason.ALLOWED);

  @Test
  void noAcknowledgedChangeIsLostAndNoRevokedKeyAcceptedWhereverTheDiskFails() throws Exception {
    long operations = operationsOfOneRun();
    assertThat(operations).isGreaterThan(20);
    int acknowledged = 0;
    int cut = 0;
    int turn = 0;
    for (long n = 1; n <= operations + 1; n++) {
      for (Failure failure : Failure.values()) {
        for (LongPredicate survives : Outcomes.tried(survivals(n), n + cut++)) {
          MemoryFiles files = new MemoryFiles();
          RecordedStore rows = new RecordedStore();
          Told told = run(files, rows, failure, n);
          acknowledged += told.keys.size();
          // The rows as the crash left them, or none, by turns: a check costs as much as a run.
          check(files.crash(survives), turn++ % 2 == 0 ? rows : new RecordedStore(), told, n);
        }
      }
    }
    assertThat(acknowledged).isPositive();
  }

  @Test
  void rowsOfAnyAgeDoNoHarm() throws Exception {
    MemoryFiles files = new MemoryFiles();
    RecordedStore rows = new RecordedStore();
    Told told = new Told();
    for (Step step : STEPS) {
      // Rows are written for sure when the keys are closed.
      try (Rig rig = Rig.open(files, rows)) {
        step.take(rig, told);
      }
    }
    assertThat(rows.batches()).isGreaterThanOrEqualTo(STEPS.size());
    for (int age = 0; age <= rows.batches(); age++) {
      check(files.copy(), rows.asOf(age), told, age);
    }
  }

  private static long operationsOfOneRun() throws Exception {
    MemoryFiles files = new MemoryFiles();
    run(files, new RecordedStore(), Failure.INPUT_OUTPUT, Long.MAX_VALUE);
    return files.operations();
  }

  private static List<LongPredicate> survivals(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return List.of(thing -> false, thing -> true, thing -> random.nextBoolean());
  }

  /// Takes all steps until something fails; what is told was acknowledged.
  private static Told run(MemoryFiles files, RecordedStore rows, Failure failure, long failing) {
    Told told = new Told();
    files.fail(failure, operation -> operation >= failing);
    try (Rig rig = Rig.open(files, rows)) {
      for (Step step : STEPS) {
        step.take(rig, told);
      }
    } catch (KeysException | JournalException e) {
      // That is what this test is about.
      return told;
    }
    return told;
  }

  private static void mint(Rig rig, Told told, String tenant) throws KeysException {
    told.add(rig.mint(request(tenant)), Reason.ALLOWED);
  }

  private static void revoke(Rig rig, Told told) throws KeysException {
    Minted key = told.keys.get(0);
    told.maybe(key, Reason.REVOKED);
    rig.keys.revoke(ADMIN, key.key().id(), "");
    told.surely(key, Reason.REVOKED);
  }

  private static void rotate(Rig rig, Told told) throws KeysException {
    Minted key = told.keys.get(1);
    told.maybe(key, Reason.ROTATED);
    Minted next = (Minted) rig.keys.rotate(ADMIN, key.key().id(), Duration.ZERO);
    told.surely(key, Reason.ROTATED);
    told.add(next, Reason.ALLOWED);
  }

  private static void invalidate(Rig rig, Told told) throws KeysException {
    Minted key = told.keys.get(2);
    told.maybe(key, Reason.INVALIDATED);
    rig.keys.invalidate(ADMIN, "tenant = tenant-2", null);
    told.surely(key, Reason.INVALIDATED);
  }

  private static void check(MemoryFiles disk, RecordedStore rows, Told told, long n)
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

  @FunctionalInterface
  private interface Step {
    void take(Rig rig, Told told) throws KeysException;
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

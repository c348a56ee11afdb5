package dev.warder.keys.service;

import static dev.warder.keys.service.HeldRig.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.KeysException;
import dev.warder.keys.Minted;
import dev.warder.keys.Verdict;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.store.journal.fake.MemoryFiles.Failure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The disk fails or fills up at its n-th operation, for every n, then the power goes, while held
/// calls come, are approved, and come again.
@Timeout(300)
class HeldCallCrashTest {
  @Test
  void noApprovalLetsTwoCallsPassAndNoneIsLostWhereverTheDiskFails() throws Exception {
    MemoryFiles whole = new MemoryFiles();
    Told all = run(whole, new RecordedStore(), Failure.INPUT_OUTPUT, Long.MAX_VALUE);
    assertThat(all.passed).hasSize(3);
    long operations = whole.operations();
    assertThat(operations).isGreaterThan(20);
    int turn = 0;
    for (long n = 1; n <= operations + 1; n++) {
      for (Failure failure : Failure.values()) {
        MemoryFiles files = new MemoryFiles();
        RecordedStore rows = new RecordedStore();
        Told told = run(files, rows, failure, n);
        LongPredicate survives = survivals(n).get(turn % 3);
        check(files.crash(survives), turn % 2 == 0 ? rows : new RecordedStore(), told, n);
        turn++;
      }
    }
  }

  private static List<LongPredicate> survivals(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return List.of(thing -> false, thing -> true, thing -> random.nextBoolean());
  }

  /// Three calls, each held, approved, and come again twice; what is told was acknowledged.
  private static Told run(MemoryFiles files, RecordedStore rows, Failure failure, long failing) {
    Told told = new Told();
    files.fail(failure, operation -> operation >= failing);
    try (Rig rig = Rig.open(files, rows, HeldRig.SETTINGS, Rig.peppers(1))) {
      Minted key = HeldRig.mint(rig);
      told.key = key;
      for (String id : List.of("1", "2", "3")) {
        String approval = HeldRig.call(rig, key, id).approvalId();
        if (!approval.isEmpty()) {
          rig.keys.approve(BOB, approval);
          told.approved.put(id, approval);
          told.come(HeldRig.call(rig, key, id));
          told.come(HeldRig.call(rig, key, id));
        }
      }
    } catch (KeysException | JournalException e) {
      // That is what this test is about.
      return told;
    }
    return told;
  }

  private static void check(MemoryFiles disk, RecordedStore rows, Told told, long n)
      throws Exception {
    Minted key = told.key;
    if (key == null) {
      return;
    }
    try (Rig rig = Rig.open(disk, rows, HeldRig.SETTINGS, Rig.peppers(1))) {
      for (Map.Entry<String, String> approved : told.approved.entrySet()) {
        Set<String> before = new HashSet<>(told.passed);
        Verdict next = HeldRig.call(rig, key, approved.getKey());
        assertThat(told.come(next)).as("failing at operation %d: %s", n, next).isTrue();
        if (!before.contains(approved.getValue())) {
          // It was used up on the way to a call that never passed, or it is there.
          assertThat(HeldRig.approval(rig, approved.getValue()).isOpen())
              .as("failing at operation %d", n)
              .isFalse();
        }
      }
    }
  }

  /// What callers were told.
  private static final class Told {
    private @Nullable Minted key;
    private final Map<String, String> approved = new HashMap<>();
    private final Set<String> passed = new HashSet<>();

    /// Takes what became of a call; says whether that may be.
    boolean come(Verdict verdict) {
      return !verdict.isAllowed() || passed.add(verdict.approvalId());
    }
  }
}

package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.opening;
import static dev.warder.keys.service.Rig.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import dev.warder.keys.KeyChange;
import dev.warder.keys.KeysException;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.ManagedKey.State;
import dev.warder.keys.Minted;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.store.journal.fake.MemoryFiles.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The disk fails or fills up at its n-th operation, for every n, then the power goes, while two
/// persons agree on a new key, a change of it, the end of its fence and its rotation.
@Timeout(300)
class ApprovalCrashTest {
  private static final Actor ALICE = new Actor("alice", "");
  private static final Actor BOB = new Actor("bob", "");
  private static final KeysSettings SETTINGS = KeysSettings.standard();

  @Test
  void noWishIsCarriedOutTwiceAndNoneIsLostWhereverTheDiskFails() throws Exception {
    MemoryFiles whole = new MemoryFiles();
    Told all = run(whole, new RecordedStore(), Failure.INPUT_OUTPUT, Long.MAX_VALUE);
    assertThat(all.states).hasSize(4).containsValue(Approval.State.COLLECTED);
    long operations = whole.operations();
    assertThat(operations).isGreaterThan(20);
    int turn = 0;
    for (long n = 1; n <= operations + 1; n++) {
      for (Failure failure : Failure.values()) {
        MemoryFiles files = new MemoryFiles();
        RecordedStore rows = new RecordedStore();
        Told told = run(files, rows, failure, n);
        // What survives, and whether rows do, by turns: a check costs as much as a run.
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

  /// Takes all steps until something fails; what is told was acknowledged.
  private static Told run(MemoryFiles files, RecordedStore rows, Failure failure, long failing) {
    Told told = new Told();
    files.fail(failure, operation -> operation >= failing);
    try (Rig rig = Rig.open(files, rows, SETTINGS, Rig.peppers(1))) {
      Minted key = agree(rig, told, rig.keys.mint(ALICE, request("acme").privileged()));
      String id = key.key().id();
      agree(rig, told, rig.keys.change(ALICE, id, 1, KeyChange.ofGrant(opening("GET /**"))));
      rig.keys.fence(ALICE, id, "");
      agree(rig, told, rig.keys.unfence(ALICE, id, ""));
      agree(rig, told, rig.keys.rotate(ALICE, id, Duration.ZERO));
    } catch (KeysException | JournalException e) {
      // That is what this test is about.
      return told;
    }
    return told;
  }

  private static Minted agree(Rig rig, Told told, Object outcome) throws KeysException {
    Approval approval = (Approval) outcome;
    told.states.put(approval.id(), Approval.State.WAITING);
    rig.keys.approve(BOB, approval.id());
    told.states.put(approval.id(), Approval.State.APPROVED);
    Minted done = rig.keys.collect(ALICE, approval.id());
    told.states.put(approval.id(), Approval.State.COLLECTED);
    return done;
  }

  private static void check(MemoryFiles disk, RecordedStore rows, Told told, long n)
      throws Exception {
    try (Rig rig = Rig.open(disk, rows, SETTINGS, Rig.peppers(1))) {
      Map<String, Approval.State> there = new HashMap<>();
      rig.keys.approvals().forEach(approval -> there.put(approval.id(), approval.state()));
      told.states.forEach((id, state) ->
          assertThat(there)
              .as("failing at operation %d", n)
              .hasEntrySatisfying(id, found -> assertThat(found).isGreaterThanOrEqualTo(state)));
      // Whatever was left is carried out once, and then never again.
      for (int round = 0; round < 2; round++) {
        for (Approval approval : rig.keys.approvals()) {
          finish(rig, approval);
        }
      }
      made(rig, n);
    }
  }

  private static void finish(Rig rig, Approval approval) throws KeysException {
    try {
      if (approval.state() == Approval.State.WAITING) {
        rig.keys.approve(BOB, approval.id());
      }
      rig.keys.collect(ALICE, approval.id());
      assertThat(approval.isOpen()).as(approval.toString()).isTrue();
    } catch (KeysException e) {
      assertThat(approval.state()).as(e.getMessage()).isEqualTo(Approval.State.COLLECTED);
    }
  }

  /// What is there is what the wishes say that was made, each once.
  private static void made(Rig rig, long n) throws KeysException {
    List<String> minted = new ArrayList<>();
    Map<String, Long> versions = new HashMap<>();
    for (Approval approval : rig.keys.approvals()) {
      assertThat(approval.state()).isEqualTo(Approval.State.COLLECTED);
      switch (approval.asked()) {
        case AskedFor.NewKey _ -> minted.add(approval.keyId());
        case AskedFor.Rotation rotation -> {
          minted.add(approval.keyId());
          assertThat(rig.keys.find(rotation.keyId()).state()).isEqualTo(State.ROTATED);
          assertThat(rig.keys.find(rotation.keyId()).successorId()).isEqualTo(approval.keyId());
        }
        case AskedFor.Change change ->
            assertThat(rig.keys.find(change.keyId()).grant().scope()).containsExactly("GET /**");
        case AskedFor.HeldCall _ -> throw new AssertionError("no call was held");
        case AskedFor.Unfencing _ -> versions.put(approval.keyId(), approval.asked().version());
      }
    }
    Set<String> there = new HashSet<>();
    for (ManagedKey key : rig.keys.list("", "", 100).keys()) {
      there.add(key.id());
    }
    assertThat(there).as("failing at operation %d", n).isEqualTo(new HashSet<>(minted));
    assertThat(minted).doesNotHaveDuplicates();
    for (Map.Entry<String, Long> free : versions.entrySet()) {
      assertThat(rig.keys.find(free.getKey()).version()).isGreaterThan(free.getValue());
      assertThat(rig.keys.find(free.getKey()).state()).isNotEqualTo(State.FENCED);
    }
  }

  /// How far each wish was acknowledged to be.
  private static final class Told {
    private final Map<String, Approval.State> states = new HashMap<>();
  }
}

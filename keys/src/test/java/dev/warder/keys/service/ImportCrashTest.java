package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.ImportReport;
import dev.warder.keys.KeysException;
import dev.warder.policy.Reason;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.store.journal.fake.MemoryFiles.Failure;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The disk fails or fills up at its n-th operation of an import, for every n, then the power goes.
@Timeout(300)
class ImportCrashTest {
  private static final Importer OLD = Importer.plain();

  @Test
  void noImportedKeyIsLostAndNoRevokedOneAcceptedWhereverTheDiskFails() throws Exception {
    MemoryFiles unbroken = new MemoryFiles();
    run(unbroken, new RecordedStore(), Failure.INPUT_OUTPUT, Long.MAX_VALUE);
    long operations = unbroken.operations();
    assertThat(operations).isGreaterThan(10);
    int acknowledged = 0;
    int cut = 0;
    int turn = 0;
    for (long n = 1; n <= operations + 1; n++) {
      for (Failure failure : Failure.values()) {
        SplittableRandom random = new SplittableRandom(n);
        List<LongPredicate> survivals =
            List.of(thing -> false, thing -> true, thing -> random.nextBoolean());
        for (LongPredicate survives : Outcomes.tried(survivals, n + cut++)) {
          MemoryFiles files = new MemoryFiles();
          RecordedStore rows = new RecordedStore();
          Map<String, Set<Reason>> possible = run(files, rows, failure, n);
          acknowledged += possible.size();
          RecordedStore found = turn++ % 2 == 0 ? rows : new RecordedStore();
          check(files.crash(survives), found, possible, n);
        }
      }
    }
    assertThat(acknowledged).isPositive();
  }

  /// Imports, revokes and imports the same again until something fails; what may be said of each
  /// value that was acknowledged.
  private static Map<String, Set<Reason>> run(
      MemoryFiles files, RecordedStore rows, Failure failure, long failing) {
    Map<String, Set<Reason>> possible = new HashMap<>();
    files.fail(failure, operation -> operation >= failing);
    try (Rig rig = Rig.open(files, rows)) {
      OLD.take(rig.keys, OLD.line("k1"), OLD.line("k2"));
      possible.put("k2", EnumSet.of(Reason.ALLOWED));
      possible.put("k1", EnumSet.of(Reason.ALLOWED, Reason.REVOKED));
      rig.keys.revoke(ADMIN, rig.verify(OLD.value("k1")).keyId(), "");
      possible.put("k1", EnumSet.of(Reason.REVOKED));
      OLD.take(rig.keys, OLD.line("k1"), OLD.line("k2"), OLD.line("k3"));
      possible.put("k3", EnumSet.of(Reason.ALLOWED));
    } catch (KeysException | JournalException e) {
      // That is what this test is about.
      return possible;
    }
    return possible;
  }

  private static void check(
      MemoryFiles disk, RecordedStore rows, Map<String, Set<Reason>> possible, long failing)
      throws Exception {
    try (Rig rig = Rig.open(disk, rows)) {
      for (Map.Entry<String, Set<Reason>> told : possible.entrySet()) {
        assertThat(rig.verify(OLD.value(told.getKey())).reason())
            .as("%s, failing at operation %d", told.getKey(), failing)
            .isIn(told.getValue());
      }
      // Whoever starts again takes in the rest, once, and nothing that was ended.
      boolean revoked = rig.verify(OLD.value("k1")).reason() == Reason.REVOKED;
      ImportReport report = OLD.take(rig.keys, OLD.line("k1"), OLD.line("k2"), OLD.line("k3"));
      assertThat(report.taken() + report.known()).isEqualTo(revoked ? 2 : 3);
      assertThat(rig.verify(OLD.value("k1")).isAllowed()).isEqualTo(!revoked);
      assertThat(rig.keys.status().keys()).isEqualTo(3);
    }
  }
}

package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.ImportReport;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.foreign.Algorithm;
import dev.warder.policy.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is imported, revoked, shown and started anew, in any order: every value is what a map
/// says it is.
class ImportModelTest {
  private static final int IDS = 40;

  @ParameterizedTest
  @CsvSource({"SHA256, ''", "SHA512, ''", "SHA256, _", "SALTED_SHA256, _"})
  void everyValueIsWhatAMapSaysItIs(Algorithm algorithm, String idEnd) throws Exception {
    Importer old = Importer.of(algorithm, idEnd);
    int taken = 0;
    for (int seed = 1; seed <= 4; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Map<String, Reason> model = new HashMap<>();
      Rig rig = Rig.open();
      try {
        for (int step = 0; step < 400; step++) {
          String id = "k" + random.nextInt(IDS);
          switch (random.nextInt(8)) {
            case 0, 1 -> {
              Reason before = model.putIfAbsent(id, Reason.ALLOWED);
              ImportReport report = old.take(rig.keys, old.line(id));
              assertThat(report.taken()).isEqualTo(before == null ? 1 : 0);
              assertThat(report.known()).isEqualTo(before == Reason.ALLOWED ? 1 : 0);
              assertThat(report.refused()).isEqualTo(before == Reason.REVOKED ? 1 : 0);
              taken += before == null ? 1 : 0;
            }
            case 2 -> {
              if (model.replace(id, Reason.REVOKED) != null) {
                rig.keys.revoke(ADMIN, find(rig, id).id(), "");
              }
            }
            case 3 -> {
              if (random.nextInt(10) == 0) {
                rig = rig.reopened();
              }
            }
            default ->
                assertThat(rig.verify(old.value(id)).reason())
                    .isEqualTo(
                        model.getOrDefault(
                            id, model.isEmpty() ? Reason.MALFORMED : Reason.UNKNOWN));
          }
        }
      } finally {
        rig.close();
      }
    }
    assertThat(taken).isGreaterThan(IDS);
  }

  private static ManagedKey find(Rig rig, String id) throws Exception {
    return rig.keys.list("", "", 1_000).keys().stream()
        .filter(key -> key.origin() != null && key.origin().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}

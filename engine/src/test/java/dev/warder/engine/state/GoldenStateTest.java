package dev.warder.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.engine.Analysis;
import dev.warder.engine.Engine;
import dev.warder.model.finding.Incident;
import dev.warder.model.inventory.CredentialSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A state of each layout version, as the first release with that layout wrote it.
///
/// When this fails, what is written has changed: let `StateLayout.VERSION` rise by one, tell
/// `docs/state.md`, and make the new file by
///
/// ```
/// mvn -pl engine -am -Dtest=GoldenStateTest -Dsurefire.failIfNoSpecifiedTests=false \
///     -Dwarder.golden=write test
/// ```
///
/// A file that exists is never written over; those of earlier versions stay, to be refused.
class GoldenStateTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("warder.root", ".."))
          .resolve("engine/src/test/resources/dev/warder/engine/state");

  private static Path golden(int version) {
    return FOLDER.resolve("layout-" + version + ".state");
  }

  @Test
  void stateOfThisLayoutComesBackAndIsWrittenTheSame() throws IOException, StateException {
    if ("write".equals(System.getProperty("warder.golden"))) {
      make();
    }
    byte[] state = Files.readAllBytes(golden(StateLayout.VERSION));

    Engine engine = Saved.restored(state);

    assertThat(Saved.bytes(engine)).isEqualTo(state);
    Analysis analysis = engine.finish();
    assertThat(
            List.of(
                analysis.inventory().activities(),
                analysis.inventory().late(),
                (long) analysis.inventory().credentials().size(),
                (long) analysis.incidents().size()))
        .as("activities, late ones, keys, incidents")
        .containsExactly(802L, 7L, 16L, 2L);
    assertThat(analysis.inventory().credentials())
        .extracting(CredentialSummary::uid)
        .contains("key-0", "session-5");
    assertThat(analysis.incidents())
        .extracting(Incident::standing)
        .contains(Incident.Standing.ALERTED);
  }

  @Test
  void stateOfAnEarlierLayoutIsRefused() throws IOException {
    for (int version = 1; version < StateLayout.VERSION; version++) {
      byte[] state = Files.readAllBytes(golden(version));

      assertThatThrownBy(() -> Saved.restored(state))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("layout version");
    }
  }

  private static void make() throws IOException {
    Engine engine = Saved.engine();
    MixedTraffic.of(8, 8, 5).forEach(engine::accept);
    Files.write(golden(StateLayout.VERSION), Saved.bytes(engine), StandardOpenOption.CREATE_NEW);
    Engine few = Saved.engine();
    MixedTraffic.of(8, 2, 2).forEach(few::accept);
    Files.write(
        FOLDER.resolve("EngineStateFuzzInputs/layout-" + StateLayout.VERSION),
        StateDamageTest.payload(Saved.bytes(few)));
  }
}

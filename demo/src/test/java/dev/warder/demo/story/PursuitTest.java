package dev.warder.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.demo.wire.CuttingServer;
import dev.warder.demo.wire.Line;
import dev.warder.demo.world.Caller;
import dev.warder.demo.world.Tally;
import dev.warder.testkit.sample.Client;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is counted of the thief's programs is what they met.
@Timeout(120)
class PursuitTest {
  @Test
  void callThatIsCutIsCountedAndNotSentAgain() throws Exception {
    try (CuttingServer gate = CuttingServer.open(CuttingServer.Then.SWALLOWS);
        Line line = new Line(gate.address())) {
      Caller thief = new Caller(line, () -> "key", "192.0.2.1", Client.GO_HTTP, new Tally());
      try (Pursuit pursuit = Pursuit.begin(gate.address(), List.of(thief))) {
        Pursuit.Count count = pursuit.end();

        assertThat(count.broken()).as("each second call").isGreaterThanOrEqualTo(4 * 75);
        assertThat(gate.heard())
            .as("each of them came once")
            .isEqualTo(count.before() + count.after() + count.broken());
      }
    }
  }
}

package dev.warder.demo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.demo.wire.CuttingServer.Then;
import dev.warder.demo.wire.Line.WhenEnded;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A call is sent once, whatever becomes of the connection.
@Timeout(60)
class LineTest {
  private static final Request CALL = Request.of("GET", "/a");

  private static void awaitEnd(Line line) {
    while (!line.hasEnded()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void callGoesOutOnAFreshConnectionWhereTheKeptOneEndedBefore() throws Exception {
    try (CuttingServer server = CuttingServer.open(Then.ENDS);
        Line line = new Line(server.address())) {
      assertThat(line.ask(CALL).status()).isEqualTo(200);
      awaitEnd(line);
      assertThat(line.ask(CALL).status()).isEqualTo(200);
      assertThat(server.heard()).isEqualTo(2);
    }
  }

  @Test
  void callThatWasSentAndNotAnsweredFailsAndIsNotSentAgain() throws Exception {
    try (CuttingServer server = CuttingServer.open(Then.SWALLOWS);
        Line line = new Line(server.address())) {
      line.ask(CALL);
      assertThatThrownBy(() -> line.ask(CALL)).isInstanceOf(IOException.class);
      assertThat(server.heard()).isEqualTo(2);
      assertThat(line.ask(CALL).status()).isEqualTo(200);
    }
  }

  @Test
  void whoCountsSeesEachConnectionThatEnded() throws Exception {
    try (CuttingServer server = CuttingServer.open(Then.ENDS);
        Line line = new Line(server.address(), WhenEnded.FAIL)) {
      line.ask(CALL);
      awaitEnd(line);
      assertThatThrownBy(() -> line.ask(CALL)).isInstanceOf(IOException.class);
      assertThat(line.ask(CALL).status()).isEqualTo(200);
    }
  }
}

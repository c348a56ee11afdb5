package dev.warder.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong(1);

  @Test
  void lineShowsShareRateAndTimeLeftAndGoesAway() {
    try (ProgressPrinter progress = live()) {
      progress.phase("reading");
      nanos.addAndGet(2_000_000_000L);
      progress.step(25, 100, 600_000);
      assertThat(shown()).contains(" 25 %").contains("300,000/s").contains("6 s left");
    }
    assertThat(shown()).endsWith("\r\u001b[K");
  }

  @Test
  void drawsAtMostTenTimesASecond() {
    try (ProgressPrinter progress = live()) {
      progress.phase("reading");
      for (int i = 0; i < 1_000; i++) {
        nanos.addAndGet(1_000_000);
        progress.step(i, 1_000, i);
      }
    }
    assertThat(shown().chars().filter(c -> c == '\r').count()).isBetween(9L, 12L);
  }

  @Test
  void nothingIsDrawnWhereNobodyWatches() {
    Terminal logged =
        new Terminal(stream(), stream(), 100, Terminal.Ink.PLAIN, Terminal.Talk.LOGGED);
    try (ProgressPrinter progress = logged.progress()) {
      progress.phase("reading");
      progress.step(1, 2, 3);
    }
    assertThat(shown()).isEmpty();
  }

  private ProgressPrinter live() {
    return ProgressPrinter.live(stream(), 100, nanos::get);
  }

  private PrintStream stream() {
    return new PrintStream(screen, true, StandardCharsets.UTF_8);
  }

  private String shown() {
    return screen.toString(StandardCharsets.UTF_8);
  }
}

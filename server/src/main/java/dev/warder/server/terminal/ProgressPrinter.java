package dev.warder.server.terminal;

import dev.warder.server.text.DisplayWidth;
import dev.warder.server.text.Wording;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One line of progress on a terminal: bar, percent, rate, time left; nothing where nobody watches.
/// Safe to call from many threads; draws at most ten times a second.
///
/// Shape `reading [#########-----------] 45 % 310,000/s 12 s left`
public final class ProgressPrinter implements AutoCloseable {
  private static final long DRAW_EVERY_NANOS = 100_000_000;
  private static final int BAR_COLUMNS = 24;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final @Nullable PrintStream screen;
  private final int columns;
  private final LongSupplier nanos;
  private String phase = "";
  private long phaseStartNanos;
  private long lastDrawnNanos;
  private boolean drawn;

  private ProgressPrinter(@Nullable PrintStream screen, int columns, LongSupplier nanos) {
    this.screen = screen;
    this.columns = columns;
    this.nanos = nanos;
  }

  public static ProgressPrinter silent() {
    return new ProgressPrinter(null, 0, () -> 0);
  }

  static ProgressPrinter live(PrintStream screen, int columns, LongSupplier nanos) {
    return new ProgressPrinter(screen, columns, nanos);
  }

  /// Starts a stretch of work under a name, such as `reading`.
  public synchronized void phase(String name) {
    phase = name;
    phaseStartNanos = nanos.getAsLong();
    lastDrawnNanos = phaseStartNanos - DRAW_EVERY_NANOS;
  }

  /// Tells how far the work has come.
  ///
  /// @param done part of the whole that is done, in any unit
  /// @param whole all of it, 0 if unknown
  /// @param items activities handled since the phase began
  public synchronized void step(long done, long whole, long items) {
    if (screen == null) {
      return;
    }
    long now = nanos.getAsLong();
    if (now - lastDrawnNanos < DRAW_EVERY_NANOS) {
      return;
    }
    lastDrawnNanos = now;
    drawn = true;
    String line = line(done, whole, items, Math.max(1, now - phaseStartNanos));
    screen.print(CLEAR_LINE + DisplayWidth.fit(line, columns - 1));
    screen.flush();
  }

  @Override
  public void close() {
    clear();
  }

  /// Takes the line away, so that what is printed next stands alone.
  public synchronized void clear() {
    if (screen != null && drawn) {
      screen.print(CLEAR_LINE);
      screen.flush();
      drawn = false;
    }
  }

  private String line(long done, long whole, long items, long elapsedNanos) {
    String rate = Wording.count((long) (items * 1e9 / elapsedNanos)) + "/s";
    if (whole <= 0) {
      return String.format(Locale.ROOT, "%-9s %s  %s", phase, Wording.count(items), rate);
    }
    double share = Math.clamp((double) done / whole, 0, 1);
    int filled = (int) Math.round(share * BAR_COLUMNS);
    String bar = "#".repeat(filled) + "-".repeat(BAR_COLUMNS - filled);
    return String.format(
        Locale.ROOT,
        "%-9s [%s] %3.0f %%  %s%s",
        phase,
        bar,
        100 * share,
        rate,
        left(share, elapsedNanos));
  }

  private static String left(double share, long elapsedNanos) {
    if (share < 0.02 || share >= 1) {
      return "";
    }
    long seconds = Math.round(elapsedNanos / 1e9 * (1 - share) / share);
    return "  " + Wording.duration(Duration.ofSeconds(Math.max(1, seconds))) + " left";
  }
}

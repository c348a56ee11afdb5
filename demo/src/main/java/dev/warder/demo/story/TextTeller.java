package dev.warder.demo.story;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Tells it in lines for people: the demo's time, how long it took in fact, who, what.
public final class TextTeller implements Teller {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE dd MMM HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final LongSupplier nanos;
  private final long startNanos;

  /// @param nanos a stopwatch
  public TextTeller(PrintStream out, LongSupplier nanos) {
    this.out = requireNonNull(out, "out is null");
    this.nanos = requireNonNull(nanos, "nanos is null");
    startNanos = nanos.getAsLong();
  }

  @Override
  public void tell(Instant when, Who who, String what) {
    out.printf(
        Locale.ROOT,
        "%s  %6.1f s  %-9s %s%n",
        TIME.format(when),
        (nanos.getAsLong() - startNanos) / NANOS,
        who.name().toLowerCase(Locale.ROOT),
        what);
    out.flush();
  }

  @Override
  public void promises(List<Promise> promises) {
    out.println();
    for (Promise promise : promises) {
      out.printf(
          Locale.ROOT,
          "%-7s %s%n        %s%n",
          promise.isHeld() ? "held" : "BROKEN",
          promise.text(),
          promise.measured());
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "promises_held=%d promises=%d%n",
        promises.stream().filter(Promise::isHeld).count(),
        promises.size());
    out.flush();
  }
}

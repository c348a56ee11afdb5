package dev.warder.engine.profile;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Times;
import java.util.Arrays;

/// When a consumer calls: the gaps between its runs, a run being calls less than [#RUN_GAP_MICROS]
/// apart.
///
/// Bounds the last [#KEPT] gaps, in whole seconds up to 68 years; O(1) per call
public final class Rhythm {
  private static final long RUN_GAP_MICROS = 5 * Times.MINUTE;
  private static final int KEPT = 16;
  private static final int ENOUGH = 3;
  private static final int[] NONE = {};

  /// Seconds from the start of one run to the next, the oldest overwritten first.
  private int[] gaps = NONE;

  private int count;
  private long runStartMicros = Long.MIN_VALUE;
  private long lastMicros = Long.MIN_VALUE;

  /// Notes a call.
  public void add(long timeMicros) {
    if (lastMicros == Long.MIN_VALUE) {
      runStartMicros = timeMicros;
    } else if (timeMicros - lastMicros > RUN_GAP_MICROS) {
      addGap((timeMicros - runStartMicros) / Times.SECOND);
      runStartMicros = timeMicros;
    }
    lastMicros = Math.max(lastMicros, timeMicros);
  }

  /// Reads what the next one will need, ahead of it.
  int prefetch() {
    return count + (int) lastMicros;
  }

  /// Reads what that leads to.
  int prefetchParts() {
    return gaps.length;
  }

  private void addGap(long seconds) {
    int at = count++ % KEPT;
    if (at == gaps.length) {
      gaps = Arrays.copyOf(gaps, Math.max(2, 2 * at));
    }
    gaps[at] = Math.clamp(seconds, 0, Integer.MAX_VALUE);
  }

  /// Usual time from the start of one run to the next; 0 if there is no telling.
  public long periodMicros() {
    int known = Math.min(count, KEPT);
    if (known < ENOUGH) {
      return 0;
    }
    int[] sorted = Arrays.copyOf(gaps, known);
    Arrays.sort(sorted);
    int median = sorted[known / 2];
    int near = 0;
    for (int gap : sorted) {
      near += Math.abs(gap - median) <= median / 5 ? 1 : 0;
    }
    return near * 3 >= known * 2 ? median * Times.SECOND : 0;
  }

  /// When the next run should start; 0 if there is no rhythm.
  public long nextExpectedMicros() {
    long period = periodMicros();
    return period == 0 ? 0 : runStartMicros + period;
  }

  /// The rhythm for people.
  public String words() {
    long period = periodMicros();
    if (period > 0) {
      return "every " + Times.words(period);
    }
    if (count == 0) {
      return "one run";
    }
    return count < ENOUGH ? count + 1 + " runs" : "irregular, " + (count + 1) + " runs";
  }

  void save(StateWriter out) {
    out.number(count);
    for (int i = 0; i < Math.min(count, KEPT); i++) {
      out.number(gaps[i]);
    }
    out.signed(runStartMicros);
    out.signed(lastMicros);
  }

  void restore(StateReader in) throws StateException {
    count = in.small();
    gaps = count == 0 ? NONE : new int[Math.min(count, KEPT)];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = in.small();
    }
    runStartMicros = in.signed();
    lastMicros = in.signed();
  }
}

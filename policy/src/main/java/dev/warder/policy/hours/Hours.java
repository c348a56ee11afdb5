package dev.warder.policy.hours;

import dev.warder.policy.text.Parsed;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// When calls may come: in any of some weekly windows.
///
/// - Shape: one bit for each minute of a week, per time zone
/// - Bounds: at most 64 windows; a binary search per time zone and no allocation (2020 to 2050)
public final class Hours {
  /// Every hour; what a key has that is bound to none.
  public static final Hours ALWAYS = new Hours(List.of());

  private static final int MOST = 64;
  private static final long MICROS = 1_000_000;

  private final List<Window> windows;
  private final List<Week> weeks;

  private Hours(List<Window> windows) {
    this.windows = List.copyOf(windows);
    Map<ZoneId, Week> byZone = new LinkedHashMap<>();
    for (Window window : windows) {
      byZone.computeIfAbsent(window.zone(), Week::new).add(window);
    }
    weeks = List.copyOf(byZone.values());
  }

  /// Any of some windows; [#ALWAYS] if there are none.
  ///
  /// @throws IllegalArgumentException if they are too many
  public static Hours of(List<Window> windows) {
    if (windows.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " windows");
    }
    return windows.isEmpty() ? ALWAYS : new Hours(windows);
  }

  /// Reads windows, one per entry; a problem tells which entry in its words.
  public static Parsed<Hours> parse(List<String> texts) {
    if (texts.size() > MOST) {
      return new Parsed.Problem<>(1, "at most " + MOST + " windows can be named");
    }
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      switch (Window.parse(texts.get(i))) {
        case Parsed.Value<Window>(Window window) -> windows.add(window);
        case Parsed.Problem<Window>(int column, String message) -> {
          return new Parsed.Problem<>(column, "window " + (i + 1) + ": " + message);
        }
      }
    }
    return new Parsed.Value<>(of(windows));
  }

  /// Whether a time is in one of the windows.
  public boolean hold(long timeMicros) {
    if (weeks.isEmpty()) {
      return true;
    }
    long seconds = Math.floorDiv(timeMicros, MICROS);
    for (int i = 0; i < weeks.size(); i++) {
      if (weeks.get(i).holds(seconds)) {
        return true;
      }
    }
    return false;
  }

  public List<Window> windows() {
    return windows;
  }

  /// Whether each window is one of others, too.
  public boolean areWithin(Hours wider) {
    return wider.windows.isEmpty() || (!windows.isEmpty() && wider.windows.containsAll(windows));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hours hours && windows.equals(hours.windows);
  }

  @Override
  public int hashCode() {
    return windows.hashCode();
  }

  @Override
  public String toString() {
    return "Hours" + windows;
  }

  /// The minutes of a week on the clocks of one zone.
  private static final class Week {
    private final ZoneClock clock;
    private final long[] minutes = new long[(Window.WEEK >>> 6) + 1];

    Week(ZoneId zone) {
      clock = new ZoneClock(zone);
    }

    void add(Window window) {
      for (int day = 0; day < window.days(); day++) {
        int start = (window.firstDay().getValue() - 1 + day) * Window.DAY + window.fromMinute();
        for (int i = 0; i < window.minutes(); i++) {
          int minute = (start + i) % Window.WEEK;
          minutes[minute >>> 6] |= 1L << minute;
        }
      }
    }

    boolean holds(long epochSeconds) {
      int minute = clock.minuteOfWeek(epochSeconds);
      return (minutes[minute >>> 6] >>> minute & 1) != 0;
    }
  }
}

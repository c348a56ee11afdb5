package dev.warder.server.report;

import java.util.List;
import java.util.stream.IntStream;

/// Calls by hour of day as small bars.
///
/// Units columns of 5 by a height of 24, y downwards
final class Sparkline {
  static final int HEIGHT = 24;
  static final int STEP = 5;

  private Sparkline() {}

  static List<Bar> of(List<Long> hourly) {
    long most = Math.max(1, hourly.stream().mapToLong(Long::longValue).max().orElse(1));
    return IntStream.range(0, hourly.size())
        .mapToObj(hour -> bar(hour, hourly.get(hour), most))
        .toList();
  }

  /// The hours with most calls, in words for who does not see the bars.
  static String words(List<Long> hourly) {
    long most = hourly.stream().mapToLong(Long::longValue).max().orElse(0);
    if (most == 0) {
      return "no calls";
    }
    int hour = hourly.indexOf(most);
    return "busiest at " + (hour < 10 ? "0" : "") + hour + ":00 UTC";
  }

  private static Bar bar(int hour, long calls, long most) {
    int height = calls == 0 ? 1 : (int) Math.max(2, HEIGHT * calls / most);
    return new Bar(hour * STEP, HEIGHT - height, height);
  }

  /// @param x left edge
  /// @param y upper edge
  /// @param height of the bar
  record Bar(int x, int y, int height) {}
}

package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.List;

/// When software runs within a day of universal time.
public sealed interface Rhythm {
  long MINUTE_MILLIS = 60_000;

  /// Starts of one day in milliseconds after midnight, ascending.
  List<Long> starts(Draw draw);

  /// A scheduler: every so many minutes between two hours, a few seconds late.
  record Every(int minutes, int fromHour, int toHour, int offsetSeconds) implements Rhythm {
    @Override
    public List<Long> starts(Draw draw) {
      List<Long> starts = new ArrayList<>();
      for (int minute = fromHour * 60; minute < toHour * 60; minute += minutes) {
        starts.add(minute * MINUTE_MILLIS + offsetSeconds * 1_000L + draw.between(40, 2_400));
      }
      return starts;
    }
  }

  /// Once a day, give or take half a minute.
  record Nightly(int hour, int minute) implements Rhythm {
    @Override
    public List<Long> starts(Draw draw) {
      return List.of((hour * 60 + minute) * MINUTE_MILLIS + draw.below(30_000));
    }
  }

  /// People: so many times a day, give or take a third, at any moment between two hours.
  record OfficeHours(int perDay, int fromHour, int toHour) implements Rhythm {
    @Override
    public List<Long> starts(Draw draw) {
      List<Long> starts = new ArrayList<>();
      int times = draw.between(perDay * 2 / 3, perDay * 4 / 3);
      for (int i = 0; i < times; i++) {
        starts.add(
            fromHour * 60L * MINUTE_MILLIS
                + draw.below((toHour - fromHour) * 60 * (int) MINUTE_MILLIS));
      }
      starts.sort(null);
      return starts;
    }
  }
}

package dev.warder.policy.hours;

import dev.warder.policy.text.Parsed;
import dev.warder.policy.text.Words;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/// Reads one window; lives for one text.
final class WindowReader {
  private static final int LONGEST = 80;
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

  private final String text;

  WindowReader(String text) {
    this.text = text;
  }

  static String name(DayOfWeek day) {
    return DAYS.get(day.getValue() - 1);
  }

  Parsed<Window> read() {
    if (text.length() > LONGEST) {
      return problem(LONGEST, "a window has at most " + LONGEST + " characters");
    }
    int hours = text.indexOf(' ') + 1;
    int zone = hours == 0 ? 0 : text.indexOf(' ', hours) + 1;
    if (zone == 0) {
      return problem(
          text.length(), "write days, hours and a time zone: `Mon-Fri 08:00-18:00 Europe/Berlin`");
    }
    return days(hours, zone);
  }

  private Parsed<Window> days(int hours, int zone) {
    String days = text.substring(0, hours - 1);
    int dash = days.indexOf('-');
    int first = DAYS.indexOf(dash < 0 ? days : days.substring(0, dash));
    int last = dash < 0 ? first : DAYS.indexOf(days.substring(dash + 1));
    if (first < 0 || last < 0) {
      return problem(
          first < 0 ? 0 : dash + 1,
          "write a day (Mon, Tue, Wed, Thu, Fri, Sat, Sun) or days from one to another (Mon-Fri)");
    }
    return hours(hours, zone, DayOfWeek.of(first + 1), DayOfWeek.of(last + 1));
  }

  private Parsed<Window> hours(int at, int zone, DayOfWeek first, DayOfWeek last) {
    boolean dashed = zone - 1 - at == 11 && text.charAt(at + 5) == '-';
    int from = dashed ? minute(at) : -1;
    int to = dashed ? minute(at + 6) : -1;
    if (from < 0 || from == Window.DAY || to < 0) {
      return problem(
          from < 0 || from == Window.DAY ? at : at + 6,
          "write hours as 08:00-18:00, from 00:00 to 24:00");
    }
    if (from == to) {
      return problem(at, "the window is empty: write 00:00-24:00 for the whole day");
    }
    String id = text.substring(zone);
    if (!ZONES.contains(id)) {
      return problem(
          zone,
          Words.quoted(id)
              + " is no time zone"
              + Words.didYouMean(id, ZONES.stream().sorted().toList())
              + ": write one of the IANA database (Europe/Berlin), or UTC");
    }
    return new Parsed.Value<>(new Window(first, last, from, to, ZoneId.of(id)));
  }

  /// Minutes since midnight of `HH:MM` at a place, -1 if something else stands there.
  private int minute(int at) {
    if (text.charAt(at + 2) != ':') {
      return -1;
    }
    int hour = two(at);
    int minute = two(at + 3);
    boolean good =
        hour >= 0 && minute >= 0 && minute < 60 && (hour < 24 || hour * 60 + minute == Window.DAY);
    return good ? hour * 60 + minute : -1;
  }

  private int two(int at) {
    int tens = text.charAt(at) - '0';
    int ones = text.charAt(at + 1) - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static Parsed<Window> problem(int offset, String message) {
    return new Parsed.Problem<>(offset + 1, message);
  }
}

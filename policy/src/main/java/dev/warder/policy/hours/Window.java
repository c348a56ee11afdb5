package dev.warder.policy.hours;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.text.Parsed;
import java.time.DayOfWeek;
import java.time.ZoneId;

/// The same hours on some days of every week, on the clocks of a time zone.
///
/// - Shape: `Mon-Fri 08:00-18:00 Europe/Berlin`, `Sat 22:00-06:00 UTC` (until 06:00 on Sunday),
///   `Sun 00:00-24:00 UTC`. What clocks show decides: an hour that they show twice counts twice,
///   one that they skip never comes.
///
/// @param firstDay the first of the days
/// @param lastDay the last of them; may come before the first in the week (`Fri-Mon`)
/// @param fromMinute minutes since midnight, included
/// @param toMinute minutes since midnight, excluded; 1,440 is the end of the day, and what is not
///   after `fromMinute` belongs to the next day
/// @param zone whose clocks
public record Window(
    DayOfWeek firstDay, DayOfWeek lastDay, int fromMinute, int toMinute, ZoneId zone) {
  static final int DAY = 1_440;
  static final int WEEK = 7 * DAY;

  public Window {
    requireNonNull(firstDay, "firstDay is null");
    requireNonNull(lastDay, "lastDay is null");
    requireNonNull(zone, "zone is null");
    if (fromMinute < 0 || fromMinute >= DAY) {
      throw new IllegalArgumentException("fromMinute is " + fromMinute);
    }
    if (toMinute < 0 || toMinute > DAY || toMinute == fromMinute) {
      throw new IllegalArgumentException("toMinute is " + toMinute);
    }
  }

  /// Reads `DAYS HH:MM-HH:MM ZONE`, strictly.
  public static Parsed<Window> parse(String text) {
    return new WindowReader(text).read();
  }

  /// Days from the first to the last.
  int days() {
    return Math.floorMod(lastDay.getValue() - firstDay.getValue(), 7) + 1;
  }

  int minutes() {
    return toMinute > fromMinute ? toMinute - fromMinute : toMinute + DAY - fromMinute;
  }

  @Override
  public String toString() {
    String days =
        firstDay == lastDay
            ? WindowReader.name(firstDay)
            : WindowReader.name(firstDay) + "-" + WindowReader.name(lastDay);
    return days + " " + clock(fromMinute) + "-" + clock(toMinute) + " " + zone.getId();
  }

  private static String clock(int minute) {
    return two(minute / 60) + ":" + two(minute % 60);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}

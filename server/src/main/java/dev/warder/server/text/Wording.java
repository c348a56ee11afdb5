package dev.warder.server.text;

import dev.warder.model.Times;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Figures, times and durations in words, the same on the terminal and in the report.
///
/// Units times in microseconds since the epoch, printed in UTC; sizes in bytes, printed in powers
/// of a thousand
public final class Wording {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK_SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Wording() {}

  /// `1,234,567`.
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// `1 key`, `2,000 keys`.
  public static String count(long value, String one, String many) {
    return count(value) + " " + (value == 1 ? one : many);
  }

  /// `1 new key`, `2 new keys`, `3 unused`: only what ends with one of our nouns has a plural.
  public static String countOf(long value, String words) {
    boolean noun =
        words.endsWith("operation") || words.endsWith("parameter") || words.endsWith("key");
    return count(value, words, noun ? words + "s" : words);
  }

  /// `12.5`, one decimal.
  public static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /// `0.4 %`; small shares are not rounded to nothing.
  public static String percent(long part, long whole) {
    if (whole == 0 || part == 0) {
      return "0 %";
    }
    double share = 100.0 * part / whole;
    return share < 0.1 ? "< 0.1 %" : decimal(share) + " %";
  }

  /// `18.2 kB`; a dash where it is unknown.
  public static String bytes(long size) {
    if (size < 0) {
      return "–";
    }
    if (size < 1_000) {
      return size + " B";
    }
    double value = size;
    int unit = -1;
    while (value >= 999.95 && unit < 4) {
      value /= 1_000;
      unit++;
    }
    return decimal(value) + " " + "kMGTP".charAt(unit) + "B";
  }

  /// `2026-11-03 14:05`; a dash for 0, which stands for unknown.
  public static String minute(long micros) {
    return micros == 0 ? "–" : MINUTE.format(Times.instant(micros));
  }

  /// `2026-11-03 14:05:09`; a dash for 0, which stands for unknown.
  public static String second(long micros) {
    return micros == 0 ? "–" : SECOND.format(Times.instant(micros));
  }

  /// `2026-11-03`.
  public static String date(long micros) {
    return day(micros).toString();
  }

  /// `2026-11-03T14:05:09Z`, as RFC 3339 has it.
  public static String timestamp(long micros) {
    return Times.instant(micros).toString();
  }

  /// `14:05:09`.
  public static String clockSecond(long micros) {
    return CLOCK_SECOND.format(Times.instant(micros));
  }

  /// `2026-11-03 03:12–04:40`, or both dates where they differ.
  public static String span(long fromMicros, long toMicros) {
    if (fromMicros == 0 && toMicros == 0) {
      return "–";
    }
    boolean sameDay = day(fromMicros).equals(day(toMicros));
    String end = sameDay ? CLOCK.format(Times.instant(toMicros)) : minute(toMicros);
    return minute(fromMicros) + (sameDay ? "–" : " – ") + end;
  }

  /// `1 day`, `3 h 20 min`, `45 s`: the two largest units that say something.
  public static String duration(Duration length) {
    long seconds = length.toSeconds();
    if (seconds < 1) {
      return length.toMillis() + " ms";
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return two(seconds / 60, "min", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
    }
    long days = seconds / 86_400;
    return two(days, days == 1 ? "day" : "days", seconds % 86_400 / 3_600, "h");
  }

  public static String durationMicros(long micros) {
    return duration(Duration.ofNanos(Math.multiplyExact(micros, 1_000L)));
  }

  /// `2.1 ms`, `1.4 s`; a dash where it is unknown.
  public static String latency(long micros) {
    if (micros < 0) {
      return "–";
    }
    return micros < Times.SECOND
        ? decimal(micros / 1_000.0) + " ms"
        : decimal(micros / (double) Times.SECOND) + " s";
  }

  /// An enum constant as a word: `OVER_BUDGET` -> `over budget`.
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// The first letter large, for the start of a sentence.
  public static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    String first = large + " " + largeUnit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }

  private static LocalDate day(long micros) {
    return LocalDate.ofInstant(Times.instant(micros), ZoneOffset.UTC);
  }
}

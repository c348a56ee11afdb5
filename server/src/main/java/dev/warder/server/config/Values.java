package dev.warder.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads values of each kind, strictly.
final class Values {
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

  private Values() {}

  static void check(Setting setting, Value value) throws ConfigurationException {
    String text = value.text();
    try {
      switch (setting.kind()) {
        case TEXT, LIST, OPTIONAL_PATH -> printable(text);
        case PATH -> {
          printable(text);
          if (text.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
          }
        }
        case ENTRIES -> {
          printable(text);
          Entries.read(text);
        }
        case ADDRESS -> Address.of(text);
        case COUNT -> count(value);
        case SIZE -> bytes(value);
        case VOLUME -> volume(value);
        case DURATION -> duration(value);
        case CHOICE -> {
          if (!setting.choices().contains(text)) {
            throw new IllegalArgumentException(
                "must be one of " + String.join(", ", setting.choices()));
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw refused(setting, value, String.valueOf(e.getMessage()));
    }
  }

  static ConfigurationException refused(Setting setting, Value value, String why) {
    String is = setting.kind() == Setting.Kind.ENTRIES ? "" : " (it is '" + value.text() + "')";
    return new ConfigurationException(value.origin() + ": " + setting.key() + " " + why + is);
  }

  /// What may be shown to anybody of a value.
  static String shown(Setting setting, Value value) {
    return setting.kind() == Setting.Kind.ENTRIES ? Entries.shown(value.text()) : value.text();
  }

  static List<String> list(String text) {
    List<String> items = new ArrayList<>();
    for (int from = 0; from <= text.length(); ) {
      int comma = text.indexOf(',', from);
      int end = comma < 0 ? text.length() : comma;
      String item = text.substring(from, end).strip();
      if (!item.isEmpty()) {
        items.add(item);
      }
      from = end + 1;
    }
    return items;
  }

  static int count(Value value) {
    return (int) number(value.text(), 1, Integer.MAX_VALUE);
  }

  static int bytes(Value value) {
    return (int) units(value.text(), Integer.MAX_VALUE);
  }

  /// Bytes of what may be larger than any memory.
  static long volume(Value value) {
    return units(value.text(), Long.MAX_VALUE);
  }

  private static long units(String text, long most) {
    int digits = digits(text);
    String word = text.substring(digits).strip();
    int power = word.isEmpty() ? 0 : UNITS.indexOf(word) + 1;
    if (!word.isEmpty() && (power == 0 || 1L << (10 * power) > most)) {
      throw new IllegalArgumentException("must be bytes, KiB, MiB or GiB, as in 16KiB");
    }
    long unit = 1L << (10 * power);
    return number(text.substring(0, digits), 1, most / unit) * unit;
  }

  static Duration duration(Value value) {
    String text = value.text();
    int digits = digits(text);
    long millis =
        switch (text.substring(digits).strip().toLowerCase(Locale.ROOT)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> throw new IllegalArgumentException("must be ms, s, m, h or d, as in 30s");
        };
    return Duration.ofMillis(
        Math.multiplyExact(number(text.substring(0, digits), 1, 1_000_000_000), millis));
  }

  private static int digits(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    return digits;
  }

  private static long number(String digits, long least, long most) {
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= 18
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    long number = plain ? Long.parseLong(digits) : -1;
    if (number < least || number > most) {
      throw new IllegalArgumentException("must be a whole number from " + least + " to " + most);
    }
    return number;
  }

  private static void printable(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("holds a control character");
    }
  }
}

package dev.warder.benchmarks.routes;

import dev.warder.benchmarks.routes.TrueOperation.DeclaredParameter;
import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values one parameter takes in invented traffic: as its list declares; where it declares
/// nothing, half of the parameters as their names suggest, the other half of any kind whatever.
final class ParameterValues {
  /// Kinds of ids, more common ones more often.
  private static final List<ValueKind> IDS =
      List.of(
          ValueKind.INTEGER,
          ValueKind.INTEGER,
          ValueKind.INTEGER,
          ValueKind.INTEGER,
          ValueKind.UUID,
          ValueKind.UUID,
          ValueKind.UUID,
          ValueKind.HEX,
          ValueKind.PREFIXED,
          ValueKind.BASE64URL,
          ValueKind.ULID,
          ValueKind.KSUID,
          ValueKind.SHORT_TOKEN,
          ValueKind.SLUG);

  /// Kinds for a parameter whose name is not looked at, each as often.
  private static final List<ValueKind> ANY =
      List.of(
          ValueKind.INTEGER,
          ValueKind.UUID,
          ValueKind.HEX,
          ValueKind.ULID,
          ValueKind.KSUID,
          ValueKind.BASE64URL,
          ValueKind.PREFIXED,
          ValueKind.SHORT_TOKEN,
          ValueKind.SLUG,
          ValueKind.NAME,
          ValueKind.RESOURCE_NAME,
          ValueKind.USER_NAME,
          ValueKind.EMAIL,
          ValueKind.DATE,
          ValueKind.COUNTRY,
          ValueKind.CURRENCY,
          ValueKind.VERSION);

  /// Largest number of distinct values, as a power of two.
  private static final int MOST_VALUES_BITS = 10;

  private ParameterValues() {}

  /// The distinct values of a parameter, most used first; never empty.
  static List<String> pool(DeclaredParameter parameter, Draw draw) {
    if (parameter.type().equals("boolean")) {
      return List.of("true", "false");
    }
    List<String> declared = usable(parameter.values());
    if (!declared.isEmpty()) {
      return declared;
    }
    int size = size(draw);
    @Nullable ValueKind kind = kind(parameter, draw.fork("kind"));
    Set<String> pool = new LinkedHashSet<>();
    for (int i = 0; i < size; i++) {
      pool.add(value(parameter, kind, draw));
    }
    return List.copyOf(pool);
  }

  private static List<String> usable(List<String> values) {
    List<String> usable = new ArrayList<>();
    for (String value : values) {
      if (!value.isEmpty() && value.indexOf('/') < 0) {
        usable.add(value.replace(" ", "%20"));
      }
    }
    return usable;
  }

  /// From one to about a thousand, every order of magnitude as often.
  private static int size(Draw draw) {
    double exponent = draw.below(1_000) * MOST_VALUES_BITS / 1_000.0;
    return (int) Math.pow(2, exponent);
  }

  private static String value(DeclaredParameter parameter, @Nullable ValueKind kind, Draw draw) {
    if (kind != null) {
      return kind.draw(draw);
    }
    if (!parameter.pattern().isEmpty()) {
      String made = PatternText.draw(parameter.pattern(), draw);
      if (made != null) {
        return made;
      }
    }
    return likeExample(parameter.example(), draw);
  }

  /// The kind to draw, or null to draw after the declared pattern or example.
  private static @Nullable ValueKind kind(DeclaredParameter parameter, Draw draw) {
    switch (parameter.format().toLowerCase(Locale.ROOT)) {
      case "uuid", "guid", "uuid4" -> {
        return ValueKind.UUID;
      }
      case "date" -> {
        return ValueKind.DATE;
      }
      case "email" -> {
        return ValueKind.EMAIL;
      }
      case "iso-country-code" -> {
        return ValueKind.COUNTRY;
      }
      default -> {}
    }
    if (parameter.type().equals("integer") || parameter.type().equals("number")) {
      return ValueKind.INTEGER;
    }
    if (!parameter.pattern().isEmpty() && PatternText.draw(parameter.pattern(), draw) != null) {
      return null;
    }
    if (hasDigit(parameter.example())) {
      return null;
    }
    return draw.perMille(500) ? draw.pick(ANY) : byName(parameter.name(), draw);
  }

  private static boolean hasDigit(String example) {
    return example.length() < 64
        && example.indexOf('/') < 0
        && example.chars().anyMatch(Character::isDigit);
  }

  private static ValueKind byName(String parameter, Draw draw) {
    String name = parameter.toLowerCase(Locale.ROOT);
    if (name.contains("email")) {
      return ValueKind.EMAIL;
    } else if (name.contains("username") || name.contains("login") || name.equals("owner")) {
      return ValueKind.USER_NAME;
    } else if (name.contains("country")) {
      return ValueKind.COUNTRY;
    } else if (name.contains("currency")) {
      return ValueKind.CURRENCY;
    } else if (name.contains("date") || name.endsWith("day")) {
      return ValueKind.DATE;
    } else if (name.contains("year") || name.equals("season")) {
      return ValueKind.YEAR;
    } else if (name.contains("lang") || name.contains("locale")) {
      return ValueKind.LOCALE;
    } else if (name.contains("version")) {
      return ValueKind.VERSION;
    } else if (name.contains("format") || name.contains("extension")) {
      return ValueKind.FORMAT;
    } else if (name.contains("slug")) {
      return ValueKind.SLUG;
    } else if (name.contains("name") || name.equals("repo")) {
      return draw.perMille(500) ? ValueKind.NAME : ValueKind.RESOURCE_NAME;
    } else if (name.contains("status") || name.endsWith("type") || name.contains("period")) {
      return ValueKind.STATE;
    }
    return draw.pick(IDS);
  }

  /// Text of the example's shape: digits for digits, letters for letters, all else as it stands.
  private static String likeExample(String example, Draw draw) {
    StringBuilder text = new StringBuilder();
    boolean hex = example.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '-');
    for (int i = 0; i < example.length(); i++) {
      char c = example.charAt(i);
      if (c == ' ') {
        text.append("%20");
      } else if (hex && c != '-') {
        text.append(draw.hex(1));
      } else if (Character.isDigit(c)) {
        text.append((char) ('0' + draw.below(10)));
      } else if (c >= 'a' && c <= 'z') {
        text.append((char) ('a' + draw.below(26)));
      } else if (c >= 'A' && c <= 'Z') {
        text.append((char) ('A' + draw.below(26)));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}

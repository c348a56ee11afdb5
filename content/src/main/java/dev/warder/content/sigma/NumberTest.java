package dev.warder.content.sigma;

import java.math.BigDecimal;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A number beside a limit. What is no number, or a number of more than eighteen characters, is
/// never beside it.
record NumberTest(BigDecimal limit, Order order) implements Predicate<String> {
  private static final int MAX_DIGITS = 18;

  /// The modifiers that compare.
  enum Order {
    GT,
    GTE,
    LT,
    LTE
  }

  @Override
  public boolean test(String value) {
    BigDecimal number = number(value);
    if (number == null) {
      return false;
    }
    int compared = number.compareTo(limit);
    return switch (order) {
      case GT -> compared > 0;
      case GTE -> compared >= 0;
      case LT -> compared < 0;
      case LTE -> compared <= 0;
    };
  }

  /// Digits with an optional sign and point, no exponent; else null.
  static @Nullable BigDecimal number(String text) {
    int digits = 0;
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.') {
        points++;
      } else if (c != '-' || i > 0) {
        return null;
      }
    }
    boolean sound = digits > 0 && points <= 1 && text.length() <= MAX_DIGITS;
    return sound ? new BigDecimal(text) : null;
  }
}

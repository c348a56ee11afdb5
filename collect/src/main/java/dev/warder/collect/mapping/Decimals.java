package dev.warder.collect.mapping;

/// Reads decimal text exactly, without floating point.
///
/// Bounds one pass, no allocation; an exponent costs no more than its own digits
public final class Decimals {
  /// No number that is not negative, or too large a one.
  public static final long NONE = -1;

  private static final int MAX_DIGITS = 18;
  private static final int MAX_EXPONENT = 30;

  private Decimals() {}

  /// The number in `[from, to)` times ten to the power, cut to a whole number: `0.053` and 6 give
  /// 53000, `1.7E9` and 0 give 1700000000.
  public static long scaled(byte[] b, int from, int to, int power) {
    long mantissa = 0;
    int digits = 0;
    int shift = power;
    int i = from;
    boolean fraction = false;
    boolean any = false;
    for (; i < to; i++) {
      byte c = b[i];
      if (c == '.' && !fraction && any) {
        fraction = true;
      } else if (c >= '0' && c <= '9') {
        any = true;
        if (digits < MAX_DIGITS) {
          mantissa = mantissa * 10 + (c - '0');
          digits += mantissa == 0 ? 0 : 1;
          shift -= fraction ? 1 : 0;
        } else if (!fraction) {
          return NONE;
        }
      } else {
        break;
      }
    }
    if (!any || b[i - 1] == '.') {
      return NONE;
    }
    if (i < to) {
      int exponent = exponent(b, i, to);
      if (exponent == Integer.MIN_VALUE) {
        return NONE;
      }
      shift += exponent;
    }
    return shifted(mantissa, shift);
  }

  private static int exponent(byte[] b, int at, int to) {
    if (b[at] != 'e' && b[at] != 'E') {
      return Integer.MIN_VALUE;
    }
    int i = at + 1;
    boolean negative = i < to && b[i] == '-';
    if (i < to && (b[i] == '-' || b[i] == '+')) {
      i++;
    }
    int value = 0;
    int first = i;
    while (i < to && b[i] >= '0' && b[i] <= '9') {
      value = Math.min(1_000, value * 10 + (b[i++] - '0'));
    }
    if (i == first || i < to || value > MAX_EXPONENT) {
      return Integer.MIN_VALUE;
    }
    return negative ? -value : value;
  }

  private static long shifted(long mantissa, int shift) {
    long value = mantissa;
    for (int s = shift; s < 0 && value > 0; s++) {
      value /= 10;
    }
    for (int s = shift; s > 0 && value > 0; s--) {
      if (value > Long.MAX_VALUE / 10) {
        return NONE;
      }
      value *= 10;
    }
    return value;
  }
}

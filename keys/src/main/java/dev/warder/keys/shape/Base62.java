package dev.warder.keys.shape;

import java.security.SecureRandom;

/// Digits, upper-case and lower-case letters, in the order of ASCII.
final class Base62 {
  static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final byte[] VALUES = values();

  private Base62() {}

  /// The value of a digit, negative if it is none.
  static int value(int c) {
    return c < VALUES.length ? VALUES[c] : -1;
  }

  /// Writes a number, most significant digit first.
  static void write(long number, byte[] into, int at, int digits) {
    long rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      into[i] = (byte) DIGITS.charAt((int) (rest % 62));
      rest /= 62;
    }
  }

  /// Writes digits drawn by lot, all equally likely.
  static void draw(SecureRandom random, byte[] into, int at, int digits) {
    byte[] drawn = new byte[digits * 2];
    int written = 0;
    while (written < digits) {
      random.nextBytes(drawn);
      for (int i = 0; i < drawn.length && written < digits; i++) {
        int six = drawn[i] & 63;
        if (six < 62) {
          into[at + written++] = (byte) DIGITS.charAt(six);
        }
      }
    }
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    java.util.Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length(); i++) {
      values[DIGITS.charAt(i)] = (byte) i;
    }
    return values;
  }
}

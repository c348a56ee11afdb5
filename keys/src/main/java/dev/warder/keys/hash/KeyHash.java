package dev.warder.keys.hash;

import java.util.HexFormat;

/// The hash of a key under one pepper: without the pepper it tells nothing, and with it 2^256
/// guesses are needed. Four numbers, so that a million of them are no objects of their own.
///
/// Source HMAC-SHA-256 (RFC 2104, FIPS 180-4) of public id and secret: a hash moved to another id
/// opens nothing
///
/// @param pepper version of the pepper, from 1
/// @param a first eight bytes, big-endian
/// @param b next eight
/// @param c next eight
/// @param d last eight
public record KeyHash(int pepper, long a, long b, long c, long d) {
  private static final int HEX_LENGTH = 64;

  public KeyHash {
    if (pepper < 1) {
      throw new IllegalArgumentException("pepper versions begin at 1: " + pepper);
    }
  }

  /// The hash that 64 hexadecimal digits spell.
  ///
  /// @throws IllegalArgumentException if they spell none
  public static KeyHash parse(int pepper, String hex) {
    if (hex.length() != HEX_LENGTH) {
      throw new IllegalArgumentException("a hash has 64 hexadecimal digits");
    }
    return new KeyHash(
        pepper,
        HexFormat.fromHexDigitsToLong(hex, 0, 16),
        HexFormat.fromHexDigitsToLong(hex, 16, 32),
        HexFormat.fromHexDigitsToLong(hex, 32, 48),
        HexFormat.fromHexDigitsToLong(hex, 48, 64));
  }

  /// 64 hexadecimal digits.
  public String hex() {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(a)
        + format.toHexDigits(b)
        + format.toHexDigits(c)
        + format.toHexDigits(d);
  }

  @Override
  public String toString() {
    return "KeyHash[pepper " + pepper + "]";
  }
}

package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// A parameter or body field that a call carried: its name and what its value looked like.
///
/// Guarantees the value is not kept; what is kept of it cannot tell it from thousands of others
///
/// @param place where it stood
/// @param name as the caller wrote it, decoded; a body field by its path (`address.city`)
/// @param shapes bit n is set if the value has the [ValueShape] of ordinal n
/// @param fingerprint [#FINGERPRINT_BITS] bits of a hash of the value: enough to tell how many
///   different values a field was seen with, far too few to tell which
public record Parameter(Place place, String name, long shapes, int fingerprint) {

  /// One in 4,096 values has the same fingerprint.
  public static final int FINGERPRINT_BITS = 12;

  /// Where in a request a parameter stands.
  public enum Place {
    QUERY,
    BODY,
    PATH
  }

  public Parameter {
    requireNonNull(place, "place is null");
    requireNonNull(name, "name is null");
    if (fingerprint >>> FINGERPRINT_BITS != 0) {
      throw new IllegalArgumentException("fingerprint is too long: " + fingerprint);
    }
  }

  @SuppressWarnings("EnumOrdinal") // the bit is declared to be the ordinal
  public boolean has(ValueShape shape) {
    return (shapes & (1L << shape.ordinal())) != 0;
  }

  /// The parameter a value makes; the value goes no further.
  public static Parameter of(Place place, String name, String value) {
    return new Parameter(place, name, ValueShapes.of(value), fingerprintOf(value));
  }

  /// What stands for a value where only its being the same or another one matters.
  public static int fingerprintOf(String value) {
    return (int) (StableHash.of(value) >>> (64 - FINGERPRINT_BITS));
  }
}

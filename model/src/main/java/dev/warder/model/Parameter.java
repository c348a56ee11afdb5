package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// A parameter or body field that a call carried: its name and what its value looked like.
///
/// Guarantees the value is not kept
///
/// @param place where it stood
/// @param name as the caller wrote it, decoded; a body field by its path (`address.city`)
/// @param shapes bit n is set if the value has the [ValueShape] of ordinal n
public record Parameter(Place place, String name, long shapes) {

  /// Where in a request a parameter stands.
  public enum Place {
    QUERY,
    BODY
  }

  public Parameter {
    requireNonNull(place, "place is null");
    requireNonNull(name, "name is null");
  }

  @SuppressWarnings("EnumOrdinal") // the bit is declared to be the ordinal
  public boolean has(ValueShape shape) {
    return (shapes & (1L << shape.ordinal())) != 0;
  }
}

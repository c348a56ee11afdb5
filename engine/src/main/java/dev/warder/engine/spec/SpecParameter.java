package dev.warder.engine.spec;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Parameter.Place;

/// A parameter or body field that a description declares.
///
/// @param place where it stands
/// @param name a body field by its path (`address.city`)
/// @param type of JSON Schema, empty if the description leaves it open
/// @param format of OpenAPI, empty if none
/// @param required whether every call must carry it, by all that the description says
public record SpecParameter(
    Place place, String name, String type, String format, boolean required) {
  public SpecParameter {
    requireNonNull(place, "place is null");
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(format, "format is null");
  }
}

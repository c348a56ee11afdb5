package dev.warder.model.inventory;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Parameter.Place;
import java.util.List;

/// One parameter or body field of an operation, as the values of successful calls show it.
///
/// @param place where in the request it stands
/// @param name as callers write it; a body field by its path (`address.city`, `items[].id`)
/// @param type of JSON Schema: `string`, `integer`, `number` or `boolean`
/// @param format of OpenAPI (`uuid`, `date`, `date-time`, `email`, `uri`, `ipv4`, `ipv6`), empty if
///   its values have none in common
/// @param calls successful calls that carried it
/// @param values different values looked at, at most 200; 0 tells nothing of the type
/// @param required whether every successful call carried it, and there were enough of them
/// @param sensitive kinds of sensitive data it holds, surest first
public record ParameterSummary(
    Place place,
    String name,
    String type,
    String format,
    long calls,
    int values,
    boolean required,
    List<SensitiveData> sensitive) {

  public ParameterSummary {
    requireNonNull(place, "place is null");
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(format, "format is null");
    sensitive = List.copyOf(sensitive);
  }
}

package dev.warder.engine.parameter;

import static java.util.Objects.requireNonNull;

import dev.warder.model.ValueShape;
import java.util.List;
import java.util.function.Predicate;

/// A kind of sensitive data and what speaks for a field holding it; content declares them.
///
/// @param id stable name, such as `payment-card`
/// @param label name for people
/// @param shapes a value passes if it has one of them; empty if no value can show it
/// @param chance how likely an unrelated value of similar form passes, above 0 and below 1
/// @param nameNats how much a telling name adds, in nats; 0 or more
/// @param nameSuffices whether a telling name decides even where values do not pass
/// @param namedSo whether a field's name tells of this kind
public record SensitiveKind(
    String id,
    String label,
    List<ValueShape> shapes,
    double chance,
    double nameNats,
    boolean nameSuffices,
    Predicate<String> namedSo) {

  public SensitiveKind {
    requireNonNull(id, "id is null");
    requireNonNull(label, "label is null");
    requireNonNull(namedSo, "namedSo is null");
    shapes = List.copyOf(shapes);
    if (!(chance > 0 && chance < 1)) {
      throw new IllegalArgumentException("chance must be between 0 and 1, is " + chance);
    }
    if (!(nameNats >= 0 && nameNats <= 100)) {
      throw new IllegalArgumentException("name nats must be 0 to 100, is " + nameNats);
    }
    if (shapes.isEmpty() && !nameSuffices) {
      throw new IllegalArgumentException(id + " has neither shapes nor a name that suffices");
    }
  }
}

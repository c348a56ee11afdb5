package dev.warder.policy.select;

import dev.warder.policy.KeyFacts;
import dev.warder.policy.place.Place;
import dev.warder.policy.scope.OperationPattern;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A history that is told what to know.
final class FakeHistory implements KeyHistory {
  final Map<String, String> parents = new HashMap<>();
  long lastUsedMicros = NEVER_USED;
  List<Place> places = List.of();
  List<String> operations = List.of();
  List<String> postures = List.of();

  @Override
  public String parentOf(String id) {
    return parents.getOrDefault(id, "");
  }

  @Override
  public long lastUsedMicros(KeyFacts key) {
    return lastUsedMicros;
  }

  @Override
  public boolean usedFrom(KeyFacts key, Place place) {
    return places.contains(place);
  }

  @Override
  public boolean touched(KeyFacts key, OperationPattern operation) {
    return operations.stream()
        .map(text -> text.split(" ", 2))
        .anyMatch(call -> operation.matches(call[0], call[1]));
  }

  @Override
  public Collection<String> postures(KeyFacts key) {
    return postures;
  }
}

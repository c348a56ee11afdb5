package dev.warder.engine.spec;

import dev.warder.model.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The operations of one description, to be found by a template of traffic.
final class SpecIndex {
  private final Map<Integer, List<Entry>> byLength = new HashMap<>();

  /// One template of one declared operation.
  private record Entry(List<String> segments, SpecOperation operation) {}

  /// A declared operation that a template of traffic stands for.
  ///
  /// @param distance 0 if they are alike, from [Segments#VAGUE] on traffic's template covers more
  /// @param covered all declared operations it may stand for
  record Match(SpecOperation operation, int distance, List<SpecOperation> covered) {}

  SpecIndex(ApiSpec spec) {
    for (SpecOperation operation : spec.operations()) {
      for (String template : operation.templates()) {
        List<String> segments = Segments.of(template);
        byLength
            .computeIfAbsent(segments.size(), absent -> new ArrayList<>())
            .add(new Entry(segments, operation));
      }
    }
  }

  /// The nearest declared operation of the same method, null if there is none.
  ///
  /// @param vague whether a template may stand for words that the description names
  @Nullable Match match(Operation seen, boolean vague) {
    List<String> segments = Segments.of(seen.template());
    SpecOperation best = null;
    int least = vague ? Integer.MAX_VALUE : Segments.VAGUE;
    List<SpecOperation> covered = new ArrayList<>(1);
    for (Entry entry : byLength.getOrDefault(segments.size(), List.of())) {
      if (entry.operation().method().equals(seen.method())) {
        int distance = Segments.distance(segments, entry.segments());
        if (distance >= Segments.VAGUE && vague) {
          covered.add(entry.operation());
        }
        if (distance != Segments.NO_MATCH && distance < least) {
          least = distance;
          best = entry.operation();
        }
      }
    }
    if (best == null) {
      return null;
    }
    if (least < Segments.VAGUE) {
      covered.add(best);
    }
    return new Match(best, least, covered);
  }

  /// Methods that are declared for the path of an operation, in order of name.
  List<String> otherMethods(Operation seen) {
    List<String> segments = Segments.of(seen.template());
    TreeSet<String> methods = new TreeSet<>();
    for (Entry entry : byLength.getOrDefault(segments.size(), List.of())) {
      int distance = Segments.distance(segments, entry.segments());
      if (distance != Segments.NO_MATCH && distance < Segments.VAGUE) {
        methods.add(entry.operation().method());
      }
    }
    return List.copyOf(methods);
  }
}

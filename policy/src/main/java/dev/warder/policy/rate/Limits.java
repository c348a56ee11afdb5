package dev.warder.policy.rate;

import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.text.Parsed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How often calls of a key may come: within all of some limits.
///
/// - Shape: in the order in which they are asked, narrowest first (operations, key, tenant), so
///   that what is refused to one key takes nothing from its tenant
/// - Bounds: at most 16
public final class Limits {
  /// As often as they like.
  public static final Limits NONE = new Limits(List.of());

  private static final int MOST = 16;

  private final List<Limit> entries;

  private Limits(List<Limit> entries) {
    this.entries = List.copyOf(entries);
  }

  /// All of some limits; [#NONE] if there are none.
  ///
  /// @throws IllegalArgumentException if they are too many
  public static Limits of(List<Limit> entries) {
    if (entries.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " limits");
    }
    return entries.isEmpty()
        ? NONE
        : new Limits(
            entries.stream().distinct().sorted(Comparator.comparingInt(Limits::width)).toList());
  }

  private static int width(Limit limit) {
    return switch (limit) {
      case Limit.PerOperation unused -> 0;
      case Limit.PerKey unused -> 1;
      case Limit.PerTenant unused -> 2;
    };
  }

  /// Reads limits, one per entry; a problem tells which entry in its words.
  public static Parsed<Limits> parse(List<String> texts) {
    if (texts.size() > MOST) {
      return new Parsed.Problem<>(1, "at most " + MOST + " limits can be named");
    }
    List<Limit> entries = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      switch (Limit.parse(texts.get(i))) {
        case Parsed.Value<Limit>(Limit limit) -> entries.add(limit);
        case Parsed.Problem<Limit>(int column, String message) -> {
          return new Parsed.Problem<>(column, "limit " + (i + 1) + ": " + message);
        }
      }
    }
    return new Parsed.Value<>(of(entries));
  }

  public List<Limit> entries() {
    return entries;
  }

  /// Whether calls pass no faster than with others: each of those has one here, of the same calls,
  /// that is as tight; for one per tenant, the same.
  public boolean areWithin(Limits wider) {
    return wider.entries.stream()
        .allMatch(theirs -> entries.stream().anyMatch(ours -> isWithin(ours, theirs)));
  }

  private static boolean isWithin(Limit ours, Limit theirs) {
    return switch (theirs) {
      case Limit.PerOperation(Rate rate, OperationPattern operation) ->
          ours instanceof Limit.PerOperation other
              && other.operation().equals(operation)
              && other.rate().isNoFasterThan(rate);
      case Limit.PerKey(Rate rate) ->
          ours instanceof Limit.PerKey other && other.rate().isNoFasterThan(rate);
      // Another rate is another bucket, full anew, beside the one that the tenant's keys share.
      case Limit.PerTenant unused -> ours.equals(theirs);
    };
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Limits limits && entries.equals(limits.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "Limits" + entries;
  }
}

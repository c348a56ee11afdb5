package dev.warder.policy.select;

import java.util.List;
import java.util.Set;

/// What parts of a selector rest on, and how many there are.
final class Parts {
  private Parts() {}

  static Basis basis(Selector selector) {
    return switch (selector) {
      case Selector.And(List<Selector> parts) -> leastFirm(parts);
      case Selector.Or(List<Selector> parts) -> leastFirm(parts);
      case Selector.Not(Selector part) -> basis(part);
      case Selector.Like like -> like.attribute().basis();
      case Selector.Before before -> before.attribute().basis();
      case Selector.After after -> after.attribute().basis();
      case Selector.Never never -> never.attribute().basis();
      case Selector.OfCalls unused -> Basis.HISTORY;
      case Selector.All unused -> Basis.FIXED;
      case Selector.DescendantOf unused -> Basis.FIXED;
    };
  }

  private static Basis leastFirm(List<Selector> parts) {
    Basis least = Basis.FIXED;
    for (Selector part : parts) {
      Basis basis = basis(part);
      least = basis.compareTo(least) > 0 ? basis : least;
    }
    return least;
  }

  static void calls(Selector selector, Set<Selector.OfCalls> into) {
    switch (selector) {
      case Selector.And(List<Selector> parts) -> parts.forEach(part -> calls(part, into));
      case Selector.Or(List<Selector> parts) -> parts.forEach(part -> calls(part, into));
      case Selector.Not(Selector part) -> calls(part, into);
      case Selector.OfCalls asked -> into.add(asked);
      case Selector.All unused -> {}
      case Selector.DescendantOf unused -> {}
      case Selector.Like unused -> {}
      case Selector.Before unused -> {}
      case Selector.After unused -> {}
      case Selector.Never unused -> {}
    }
  }

  /// Levels of parts within parts.
  static int depth(Selector selector) {
    return switch (selector) {
      case Selector.And(List<Selector> parts) -> 1 + deepest(parts);
      case Selector.Or(List<Selector> parts) -> 1 + deepest(parts);
      case Selector.Not(Selector part) -> 1 + depth(part);
      default -> 1;
    };
  }

  private static int deepest(List<Selector> parts) {
    return parts.stream().mapToInt(Parts::depth).max().orElse(0);
  }
}

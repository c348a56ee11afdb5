package dev.warder.benchmarks.routes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How well calls were put into groups, held against their true operations.
///
/// A true operation is right if one group holds exactly its calls. Precision is the right ones by
/// groups, recall the right ones by true operations that were called. A true operation is fused if
/// some group holds calls of it and of another; where a path could belong to either (`/users/me`,
/// `/users/{id}`) that is counted apart.
///
/// Source grouping accuracy and F1 of group accuracy as of Loghub-2.0 (Jiang et al. 2024)
///
/// @param operations true operations with calls
/// @param groups groups with calls
/// @param right true operations that are one group
/// @param fused true operations that share a group with one that no path of theirs could belong to
/// @param overlapping true operations that some path of another's could belong to
/// @param overlapFused of these, how many share a group with such another and with no stranger
record Grouping(
    int operations, int groups, int right, int fused, int overlapping, int overlapFused) {

  static final Grouping NONE = new Grouping(0, 0, 0, 0, 0, 0);

  /// @param truths the true operation of each call
  /// @param learned the group of each call
  static Grouping of(List<TrueOperation> operations, int[] truths, Object[] learned) {
    Map<Integer, Map<Object, Integer>> byTruth = new HashMap<>();
    Map<Object, Set<Integer>> byGroup = new HashMap<>();
    for (int i = 0; i < truths.length; i++) {
      byTruth.computeIfAbsent(truths[i], t -> new HashMap<>()).merge(learned[i], 1, Integer::sum);
      byGroup.computeIfAbsent(learned[i], g -> new HashSet<>()).add(truths[i]);
    }
    int right = 0;
    int fused = 0;
    int overlapping = 0;
    int overlapFused = 0;
    for (Map.Entry<Integer, Map<Object, Integer>> of : byTruth.entrySet()) {
      TrueOperation operation = operations.get(of.getKey());
      Set<Integer> others = new HashSet<>();
      of.getValue().keySet().forEach(group -> others.addAll(byGroup.getOrDefault(group, Set.of())));
      others.remove(of.getKey());
      boolean strangers = others.stream().anyMatch(o -> !operation.overlaps(operations.get(o)));
      right += others.isEmpty() && of.getValue().size() == 1 ? 1 : 0;
      fused += strangers ? 1 : 0;
      overlapFused += !others.isEmpty() && !strangers ? 1 : 0;
      overlapping +=
          byTruth.keySet().stream()
                  .anyMatch(o -> !o.equals(of.getKey()) && operation.overlaps(operations.get(o)))
              ? 1
              : 0;
    }
    return new Grouping(byTruth.size(), byGroup.size(), right, fused, overlapping, overlapFused);
  }

  Grouping plus(Grouping other) {
    return new Grouping(
        operations + other.operations,
        groups + other.groups,
        right + other.right,
        fused + other.fused,
        overlapping + other.overlapping,
        overlapFused + other.overlapFused);
  }

  double precision() {
    return groups == 0 ? 1 : (double) right / groups;
  }

  double recall() {
    return operations == 0 ? 1 : (double) right / operations;
  }

  double f1() {
    double sum = precision() + recall();
    return sum == 0 ? 0 : 2 * precision() * recall() / sum;
  }

  double overMerge() {
    return operations == 0 ? 0 : (double) fused / operations;
  }
}

package dev.warder.collect.mapping;

import java.util.List;

/// Where one word stands: pointers by their number in the mapping's [PointerTrie], of which the
/// first that has a value wins, and what to take where none has.
final class Rule {
  static final Rule NONE = new Rule(List.of(), "");

  final int[] pointers;

  /// Empty if there is none.
  final String constant;

  Rule(List<Integer> pointers, String constant) {
    this.pointers = pointers.stream().mapToInt(Integer::intValue).toArray();
    this.constant = constant;
  }
}

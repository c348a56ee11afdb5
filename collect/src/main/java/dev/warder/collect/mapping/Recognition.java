package dev.warder.collect.mapping;

import dev.warder.collect.json.Tape;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a record must look like to be one of the mapping's. A field is there if its name is,
/// whatever its value.
///
/// @param present fields that must all be there
/// @param absent fields of which none may be there
/// @param any groups of fields, of each of which at least one must be there
/// @param equal fields that must have one of the texts
record Recognition(
    List<Integer> present,
    List<Integer> absent,
    List<List<Integer>> any,
    Map<Integer, Set<String>> equal) {

  static final Recognition ANYTHING = new Recognition(List.of(), List.of(), List.of(), Map.of());

  private static final int MAX_TEXT = 256;

  boolean isDeclared() {
    return !(present.isEmpty() && absent.isEmpty() && any.isEmpty() && equal.isEmpty());
  }

  boolean matches(Tape tape, int[] found) {
    for (int i = 0; i < present.size(); i++) {
      if (found[present.get(i)] == 0) {
        return false;
      }
    }
    for (int i = 0; i < absent.size(); i++) {
      if (found[absent.get(i)] > 0) {
        return false;
      }
    }
    for (int i = 0; i < any.size(); i++) {
      if (!hasOne(any.get(i), found)) {
        return false;
      }
    }
    for (Map.Entry<Integer, Set<String>> entry : equal.entrySet()) {
      int node = found[entry.getKey()];
      if (node == 0 || !entry.getValue().contains(tape.text(node, MAX_TEXT))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasOne(List<Integer> group, int[] found) {
    for (int i = 0; i < group.size(); i++) {
      if (found[group.get(i)] > 0) {
        return true;
      }
    }
    return false;
  }
}

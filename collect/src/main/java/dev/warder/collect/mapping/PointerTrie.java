package dev.warder.collect.mapping;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Tape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All pointers of a mapping in one tree, so that a record is walked once, whatever the number of
/// pointers. Immutable once frozen, and then safe for all threads.
///
/// Bounds [#MAX_POINTERS] pointers of at most [#MAX_DEPTH] steps; walking allocates nothing
///
/// Source RFC 6901
final class PointerTrie {
  static final int MAX_POINTERS = 512;
  static final int MAX_DEPTH = 16;

  private final Branch root = new Branch();
  private int size;
  private @Nullable Level frozen;

  /// A level while it grows.
  private static final class Branch {
    final Map<String, Branch> children = new LinkedHashMap<>();
    final Map<String, Integer> numbers = new LinkedHashMap<>();
  }

  /// The fields that count at one place of a record. Each has a number in the whole trie.
  private static final class Level {
    static final Level NOTHING =
        new Level(new FieldNames[0], new int[0][], new int[0], new Level[0]);

    private final FieldNames[] names;
    private final int[][] numbers;

    /// Numbers by position, where the place is a list.
    final int[] elements;

    /// What counts below each number.
    final Level[] below;

    Level(FieldNames[] names, int[][] numbers, int[] elements, Level[] below) {
      this.names = names;
      this.numbers = numbers;
      this.elements = elements;
      this.below = below;
    }

    boolean isEmpty() {
      return names.length == 0;
    }

    /// The number of a field, -1 if it does not count.
    int number(Tape tape, int node) {
      for (int i = 0; i < names.length; i++) {
        int id = tape.field(node, names[i]);
        if (id >= 0) {
          return numbers[i][id];
        }
      }
      return -1;
    }
  }

  /// Adds a pointer and returns its number; one that is there keeps the number it has.
  int add(List<String> steps) {
    Branch branch = root;
    int number = -1;
    for (String step : steps) {
      Integer known = branch.numbers.get(step);
      number = known == null ? size++ : known;
      branch.numbers.put(step, number);
      branch = branch.children.computeIfAbsent(step, _ -> new Branch());
    }
    return number;
  }

  int size() {
    return size;
  }

  /// No pointer is added after this.
  PointerTrie freeze() {
    frozen = level(root);
    return this;
  }

  private Level level(Branch branch) {
    if (branch.numbers.isEmpty()) {
      return Level.NOTHING;
    }
    List<String> all = new ArrayList<>(branch.numbers.keySet());
    int chunks = (all.size() + Long.SIZE - 1) / Long.SIZE;
    FieldNames[] names = new FieldNames[chunks];
    int[][] numbers = new int[chunks][];
    for (int i = 0; i < chunks; i++) {
      List<String> some = all.subList(i * Long.SIZE, Math.min(all.size(), (i + 1) * Long.SIZE));
      names[i] = new FieldNames(some);
      numbers[i] = some.stream().mapToInt(name -> branch.numbers.getOrDefault(name, -1)).toArray();
    }
    Level[] below = new Level[size];
    Arrays.fill(below, Level.NOTHING);
    branch.children.forEach(
        (name, child) -> below[branch.numbers.getOrDefault(name, 0)] = level(child));
    return new Level(names, numbers, elements(branch), below);
  }

  /// Numbers of the pointers that name a position in a list, by position.
  private static int[] elements(Branch branch) {
    int[] elements = new int[Long.SIZE];
    int used = 0;
    for (int i = 0; i < elements.length; i++) {
      elements[i] = branch.numbers.getOrDefault(Integer.toString(i), -1);
      used = elements[i] >= 0 ? i + 1 : used;
    }
    return Arrays.copyOf(elements, used);
  }

  /// Puts the node that each pointer leads to into `found` by the pointer's number, 0 where there
  /// is none; true if a field that counts occurs twice.
  boolean walk(Tape tape, int object, int[] found) {
    Arrays.fill(found, 0);
    return walk(tape, object, frozen == null ? Level.NOTHING : frozen, found);
  }

  private static boolean walk(Tape tape, int container, Level level, int[] found) {
    boolean object = tape.isObject(container);
    boolean duplicate = false;
    int end = tape.next(container);
    int position = 0;
    for (int n = container + 1; n < end; n = tape.next(n)) {
      int number;
      if (object) {
        number = level.number(tape, n);
      } else if (position < level.elements.length) {
        number = level.elements[position++];
      } else {
        break;
      }
      if (number >= 0) {
        duplicate |= found[number] > 0;
        found[number] = n;
        Level below = level.below[number];
        if (!below.isEmpty() && tape.isContainer(n)) {
          duplicate |= walk(tape, n, below, found);
        }
      }
    }
    return duplicate;
  }
}

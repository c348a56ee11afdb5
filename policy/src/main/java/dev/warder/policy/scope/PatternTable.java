package dev.warder.policy.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Patterns with a number each, compiled so that the most telling one is found at every call.
///
/// - Shape: a trie over segments. Of several patterns that match, the one wins that is more exact
///   where they first differ: a literal before `{name}` before `/**`, then a named method before
///   `*`.
///
///   GET /a/{x} 0 root ─ a ─ {} GET=0
///   * /a/b 1 │ b *=1 GET /a/** 2 └ rest GET=2 POST /a/b -> 1, GET /a/c -> 0, GET /a/b/c -> 2
///
/// - Bounds: no allocation; at most one visit to each node as deep as the path has segments
final class PatternTable {
  static final int NONE = -1;

  private final Node root;

  private PatternTable(Node root) {
    this.root = root;
  }

  /// Compiles patterns; each is known by its index. Of two equal ones the first counts.
  static PatternTable of(List<OperationPattern> patterns) {
    Draft root = new Draft();
    for (int i = 0; i < patterns.size(); i++) {
      root.add(patterns.get(i), i);
    }
    return new PatternTable(root.compile());
  }

  /// The index of the pattern that matches best, [#NONE] if none does or the path is not in normal
  /// form.
  int find(String method, String path) {
    return NormalPath.is(path) ? find(root, method, path, 1) : NONE;
  }

  /// @param start where the next segment begins; beyond the slash that would follow the path if
  ///   there is none
  private static int find(Node node, String method, String path, int start) {
    if (start > path.length()) {
      return node.here.find(method);
    }
    int slash = path.indexOf('/', start);
    int end = slash < 0 ? path.length() : slash;
    Node literal = node.literal(path, start, end);
    int found = literal == null ? NONE : find(literal, method, path, end + 1);
    if (found == NONE && node.parameter != null && end > start) {
      found = find(node.parameter, method, path, end + 1);
    }
    return found == NONE ? node.rest.find(method) : found;
  }

  /// What patterns say that end at the same place.
  private static final class Methods {
    private final String[] names;
    private final int[] indexes;
    private final int every;

    Methods(Map<String, Integer> patterns) {
      every = patterns.getOrDefault(OperationPattern.EVERY, NONE);
      List<String> named = new ArrayList<>(patterns.keySet());
      named.remove(OperationPattern.EVERY);
      names = named.toArray(String[]::new);
      indexes = new int[names.length];
      for (int i = 0; i < names.length; i++) {
        indexes[i] = patterns.getOrDefault(names[i], NONE);
      }
    }

    int find(String method) {
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(method)) {
          return indexes[i];
        }
      }
      return every;
    }
  }

  /// What may follow after some segments; literals in a hash table with open addressing.
  private static final class Node {
    private final Methods here;
    private final Methods rest;
    private final @Nullable Node parameter;
    private final @Nullable String[] literals;
    private final @Nullable Node[] children;

    Node(Draft draft) {
      here = new Methods(draft.here);
      rest = new Methods(draft.rest);
      parameter = draft.parameter == null ? null : draft.parameter.compile();
      int size = Integer.highestOneBit(Math.max(1, draft.literals.size())) * 4;
      literals = new @Nullable String[size];
      children = new @Nullable Node[size];
      draft.literals.forEach((literal, child) -> put(literal, child.compile()));
    }

    private void put(String literal, Node child) {
      int slot = slot(literal, 0, literal.length());
      while (literals[slot] != null) {
        slot = (slot + 1) & (literals.length - 1);
      }
      literals[slot] = literal;
      children[slot] = child;
    }

    @Nullable Node literal(String path, int from, int to) {
      int slot = slot(path, from, to);
      while (true) {
        String literal = literals[slot];
        if (literal == null) {
          return null;
        }
        if (literal.length() == to - from && path.startsWith(literal, from)) {
          return children[slot];
        }
        slot = (slot + 1) & (literals.length - 1);
      }
    }

    private int slot(String text, int from, int to) {
      int hash = 0;
      for (int i = from; i < to; i++) {
        hash = hash * 31 + text.charAt(i);
      }
      return (hash ^ (hash >>> 16)) & (literals.length - 1);
    }
  }

  /// A node while patterns are still added.
  private static final class Draft {
    private final Map<String, Integer> here = new HashMap<>();
    private final Map<String, Integer> rest = new HashMap<>();
    private final Map<String, Draft> literals = new HashMap<>();
    private @Nullable Draft parameter;

    void add(OperationPattern pattern, int index) {
      Draft draft = this;
      for (String segment : pattern.segments()) {
        if (segment.equals(OperationPattern.REST)) {
          draft.rest.putIfAbsent(pattern.method(), index);
          return;
        }
        draft = draft.next(segment);
      }
      draft.here.putIfAbsent(pattern.method(), index);
    }

    private Draft next(String segment) {
      if (!OperationPattern.isParameter(segment)) {
        return literals.computeIfAbsent(segment, unused -> new Draft());
      }
      Draft next = parameter == null ? new Draft() : parameter;
      parameter = next;
      return next;
    }

    Node compile() {
      return new Node(this);
    }
  }
}

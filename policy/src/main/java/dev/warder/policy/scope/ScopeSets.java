package dev.warder.policy.scope;

import dev.warder.policy.text.Parsed;
import dev.warder.policy.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Named sets of operations, so that the keys of one kind of integration need not repeat them.
///
/// - Shape: `scim-sync` -> patterns; scopes name it as `@scim-sync`. Sets hold patterns only and no
///   other sets. A scope is resolved once; whoever changes a set resolves the scopes that name it
///   again.
public final class ScopeSets {
  public static final ScopeSets NONE = new ScopeSets(Map.of());

  private static final int LONGEST_NAME = 64;

  private final Map<String, List<OperationPattern>> sets;

  private ScopeSets(Map<String, List<OperationPattern>> sets) {
    this.sets = sets;
  }

  /// Sets by name.
  ///
  /// @throws IllegalArgumentException if a name is none, or a set holds too many patterns
  public static ScopeSets of(Map<String, List<OperationPattern>> sets) {
    Map<String, List<OperationPattern>> copy = new TreeMap<>();
    sets.forEach((name, patterns) -> {
      if (!isName(name)) {
        throw new IllegalArgumentException("no name of a set: " + Words.quoted(name));
      }
      if (patterns.size() > Scope.MOST_PATTERNS) {
        throw new IllegalArgumentException("too many patterns in the set " + name);
      }
      copy.put(name, List.copyOf(patterns));
    });
    return new ScopeSets(copy);
  }

  /// Whether a text may name a set: lower-case letters, digits and `-`, a letter first.
  public static boolean isName(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NAME) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean letter = character >= 'a' && character <= 'z';
      boolean other = (character >= '0' && character <= '9') || character == '-';
      if (!letter && (i == 0 || !other)) {
        return false;
      }
    }
    return true;
  }

  /// Names of the sets, in order.
  public List<String> names() {
    return List.copyOf(sets.keySet());
  }

  /// Reads a scope: patterns and `@names`, one per entry. A problem tells the column within its
  /// entry, and which entry in its words.
  public Parsed<Scope> resolve(List<String> entries) {
    List<OperationPattern> patterns = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      switch (patterns(entries.get(i))) {
        case Parsed.Value<List<OperationPattern>>(List<OperationPattern> more) ->
            patterns.addAll(more);
        case Parsed.Problem<List<OperationPattern>>(int column, String message) -> {
          return new Parsed.Problem<>(column, "entry " + (i + 1) + " of the scope: " + message);
        }
      }
      if (patterns.size() > Scope.MOST_PATTERNS) {
        return new Parsed.Problem<>(
            1,
            "entry "
                + (i + 1)
                + " of the scope: a scope has at most "
                + Scope.MOST_PATTERNS
                + " patterns, those of its sets included");
      }
    }
    return new Parsed.Value<>(new Scope(entries, patterns));
  }

  private Parsed<List<OperationPattern>> patterns(String entry) {
    if (!entry.startsWith("@")) {
      return switch (OperationPattern.parse(entry)) {
        case Parsed.Value<OperationPattern>(OperationPattern pattern) ->
            new Parsed.Value<>(List.of(pattern));
        case Parsed.Problem<OperationPattern> problem -> problem.within(0);
      };
    }
    String name = entry.substring(1);
    List<OperationPattern> set = sets.get(name);
    return set == null
        ? new Parsed.Problem<>(
            2, "there is no set " + Words.quoted(name) + Words.didYouMean(name, names()))
        : new Parsed.Value<>(set);
  }
}

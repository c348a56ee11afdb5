package dev.warder.policy.scope;

import dev.warder.policy.text.Parsed;
import java.util.List;

/// The operations that something opens: those its patterns name, and nothing else.
///
/// - Guarantees: an empty scope opens nothing; a path that is not in normal form ([NormalPath]) is
///   opened by no scope; answering allocates nothing
/// - Does not guarantee: that the platform reads a path as it is written: who forwards a call must
///   forward the path that was asked about
/// - Bounds: at most 512 patterns, those of named sets included; a look-up visits each node of
///   their trie once at most, in practice one per segment of the path
public final class Scope {
  /// Opens nothing.
  public static final Scope NOTHING = new Scope(List.of(), List.of());

  static final int MOST_PATTERNS = 512;

  private final List<String> entries;
  private final List<OperationPattern> patterns;
  private final PatternTable table;

  Scope(List<String> entries, List<OperationPattern> patterns) {
    this.entries = List.copyOf(entries);
    this.patterns = List.copyOf(patterns);
    this.table = PatternTable.of(this.patterns);
  }

  /// The scope of some patterns.
  ///
  /// @throws IllegalArgumentException if they are too many
  public static Scope of(List<OperationPattern> patterns) {
    if (patterns.size() > MOST_PATTERNS) {
      throw new IllegalArgumentException("more than " + MOST_PATTERNS + " patterns");
    }
    return new Scope(patterns.stream().map(OperationPattern::toString).toList(), patterns);
  }

  /// Reads a scope that names no sets.
  public static Parsed<Scope> parse(List<String> entries) {
    return ScopeSets.NONE.resolve(entries);
  }

  /// Whether an operation is among those named.
  public boolean opens(String method, String path) {
    return table.find(method, path) != PatternTable.NONE;
  }

  /// Whether everything that another scope opens is open here, too; may say no where only several
  /// patterns together open what one there does.
  public boolean covers(Scope other) {
    return other.patterns.stream()
        .allMatch(theirs -> patterns.stream().anyMatch(ours -> ours.covers(theirs)));
  }

  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /// The scope as it was written down: patterns, and names of sets such as `@scim-sync`.
  public List<String> entries() {
    return entries;
  }

  /// What it names now, sets resolved.
  public List<OperationPattern> patterns() {
    return patterns;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scope scope
        && entries.equals(scope.entries)
        && patterns.equals(scope.patterns);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "Scope" + entries;
  }
}

package dev.warder.policy.scope;

import dev.warder.model.RiskClass;
import dev.warder.policy.text.Names;
import dev.warder.policy.text.Parsed;
import java.util.ArrayList;
import java.util.List;

/// What the platform's operations could do in the wrong hands, as declared.
///
/// - Shape: `CREDENTIAL POST /api/keys`: a risk class and an operation pattern. Of several that
///   match the most exact counts ([PatternTable]).
/// - Bounds: at most 4,096 patterns; answering allocates nothing
public final class OperationRisks {
  /// Nothing is declared.
  public static final OperationRisks NONE = new OperationRisks(List.of(), List.of());

  private static final int MOST = 4_096;

  private final List<OperationPattern> patterns;
  private final List<RiskClass> risks;
  private final PatternTable table;

  private OperationRisks(List<OperationPattern> patterns, List<RiskClass> risks) {
    this.patterns = List.copyOf(patterns);
    this.risks = List.copyOf(risks);
    this.table = PatternTable.of(this.patterns);
  }

  /// Reads declarations; a problem tells which entry in its words.
  public static Parsed<OperationRisks> parse(List<String> entries) {
    if (entries.size() > MOST) {
      return new Parsed.Problem<>(1, "at most " + MOST + " operations can be declared");
    }
    List<OperationPattern> patterns = new ArrayList<>();
    List<RiskClass> risks = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      String where = "declaration " + (i + 1) + ": ";
      String entry = entries.get(i);
      int blank = entry.indexOf(' ');
      String name = blank < 0 ? entry : entry.substring(0, blank);
      switch (Names.one(RiskClass.class, name)) {
        case Parsed.Value<RiskClass>(RiskClass risk) -> risks.add(risk);
        case Parsed.Problem<RiskClass>(int column, String message) -> {
          return new Parsed.Problem<>(column, where + message + "; the operation comes after it");
        }
      }
      switch (OperationPattern.parse(entry.substring(Math.min(entry.length(), blank + 1)))) {
        case Parsed.Value<OperationPattern>(OperationPattern pattern) -> patterns.add(pattern);
        case Parsed.Problem<OperationPattern>(int column, String message) -> {
          return new Parsed.Problem<>(column + blank + 1, where + message);
        }
      }
    }
    return new Parsed.Value<>(new OperationRisks(patterns, risks));
  }

  /// The risk of an operation, [RiskClass#UNKNOWN] if nobody declared it or its path is not in
  /// normal form.
  public RiskClass of(String method, String path) {
    int found = table.find(method, path);
    return found == PatternTable.NONE ? RiskClass.UNKNOWN : risks.get(found);
  }

  /// Whether a pattern may mean an operation that was declared as one of a privileged class.
  public boolean mayBePrivileged(OperationPattern pattern) {
    for (int i = 0; i < patterns.size(); i++) {
      if (risks.get(i).isPrivileged() && patterns.get(i).overlaps(pattern)) {
        return true;
      }
    }
    return false;
  }

  /// The declarations as they read back.
  public List<String> entries() {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      entries.add(risks.get(i) + " " + patterns.get(i));
    }
    return entries;
  }
}

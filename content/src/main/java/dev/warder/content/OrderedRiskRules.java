package dev.warder.content;

import dev.warder.engine.detection.RiskRules;
import dev.warder.model.Operation;
import dev.warder.model.RiskClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Classes of operations by rules in order: files by name, rules from top to bottom, the first that
/// covers the operation decides. Where none does, what the operation does decides alone.
record OrderedRiskRules(Verbs verbs, List<RiskRule> rules) implements RiskRules {

  @Override
  public RiskVerdict classify(Operation operation, String action) {
    Deed deed = verbs.deed(operation, action);
    List<List<String>> words = words(operation, action);
    for (RiskRule rule : rules) {
      if (rule.covers(operation, action, deed, words)) {
        return rule.verdict();
      }
    }
    return plain(deed);
  }

  private static RiskVerdict plain(Deed deed) {
    RiskClass riskClass = deed.plainClass();
    String reason =
        deed == Deed.UNKNOWN
            ? "neither method nor name tells what it does"
            : "by its method or verb it does " + riskClass.name().toLowerCase(Locale.ROOT);
    return new RiskVerdict(riskClass, reason);
  }

  /// The words of every literal segment of the path, and those of the names.
  private static List<List<String>> words(Operation operation, String action) {
    List<List<String>> words = new ArrayList<>();
    if (operation.method().equals(Operation.ACTION)) {
      words.add(Words.of(operation.template()));
    } else {
      for (String segment : OperationPattern.segments(operation.template())) {
        if (!segment.startsWith("{")) {
          words.add(Words.of(segment));
        }
      }
    }
    if (!action.isEmpty()) {
      words.add(Words.of(action));
    }
    return words;
  }
}

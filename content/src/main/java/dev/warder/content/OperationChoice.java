package dev.warder.content;

import dev.warder.engine.detection.OperationTest;
import dev.warder.model.Operation;
import dev.warder.model.RiskClass;
import java.util.List;
import java.util.Set;

/// Which operations a detection concerns: those that match a pattern (any, if none is given), are
/// of a class (any, if none is given), and match no exception.
record OperationChoice(
    List<OperationPattern> patterns, Set<RiskClass> classes, List<OperationPattern> except)
    implements OperationTest {

  static OperationChoice read(Fields in) {
    OperationChoice choice =
        new OperationChoice(
            patterns(in, "operations"),
            Set.copyOf(in.constants("risk", RiskClass.class)),
            patterns(in, "except"));
    if (choice.patterns().isEmpty() && choice.classes().isEmpty()) {
      throw in.problem("operations", "or risk must name something");
    }
    return choice;
  }

  static List<OperationPattern> patterns(Fields in, String field) {
    return in.texts(field).stream().map(text -> OperationPattern.of(in, field, text)).toList();
  }

  @Override
  public boolean test(Operation operation, String action, RiskClass riskClass) {
    return (classes.isEmpty() || classes.contains(riskClass))
        && (patterns.isEmpty() || anyMatches(patterns, operation, action))
        && !anyMatches(except, operation, action);
  }

  static boolean anyMatches(List<OperationPattern> patterns, Operation operation, String action) {
    for (OperationPattern pattern : patterns) {
      if (pattern.matches(operation, action)) {
        return true;
      }
    }
    return false;
  }
}

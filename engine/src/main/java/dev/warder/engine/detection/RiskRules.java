package dev.warder.engine.detection;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Operation;
import dev.warder.model.RiskClass;

/// Decides what an operation could do in the wrong hands; asked once per operation.
@FunctionalInterface
public interface RiskRules {

  /// The class of one operation.
  ///
  /// @param operation method and template, or action
  /// @param action the provider's or framework's own name for it, empty if it has none
  RiskVerdict classify(Operation operation, String action);

  /// A risk class and why.
  record RiskVerdict(RiskClass riskClass, String reason) {
    public RiskVerdict {
      requireNonNull(riskClass, "riskClass is null");
      requireNonNull(reason, "reason is null");
    }
  }
}

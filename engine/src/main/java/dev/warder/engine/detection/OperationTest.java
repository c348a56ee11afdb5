package dev.warder.engine.detection;

import dev.warder.model.Operation;
import dev.warder.model.RiskClass;

/// Whether a detection concerns an operation; asked once per operation and remembered.
@FunctionalInterface
public interface OperationTest {
  boolean test(Operation operation, String action, RiskClass riskClass);
}

package dev.warder.engine.inventory;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.RiskRules.RiskVerdict;
import dev.warder.model.Operation;
import java.util.List;

/// An operation as it was known when a call was classified: all that later stages get to see, so
/// that the inventory may run ahead of them without changing what they conclude.
///
/// @param id number under which profiles know the operation
/// @param operation method and template, or action
/// @param action the provider's or framework's own name, empty if it has none
/// @param risk what it could do in the wrong hands
/// @param detections detections that watch calls of it
/// @param absorbedIds numbers it had before its template widened
public record OperationView(
    int id,
    Operation operation,
    String action,
    RiskVerdict risk,
    List<Detection> detections,
    List<Integer> absorbedIds) {

  public OperationView {
    requireNonNull(operation, "operation is null");
    requireNonNull(action, "action is null");
    requireNonNull(risk, "risk is null");
    detections = List.copyOf(detections);
    absorbedIds = List.copyOf(absorbedIds);
  }

  /// Whether the operation stands for paths that do not exist.
  public boolean isUnknownPath() {
    return operation.template().equals(MethodOperations.UNKNOWN_PATH);
  }
}

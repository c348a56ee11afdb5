package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.scope.OperationPattern;
import java.util.List;

/// The keys with which keys are managed.
///
/// @param tenant whose they are; empty if there are none
/// @param powers operations by which keys get power: who may call one of them counts as privileged
public record Management(String tenant, List<OperationPattern> powers) {
  /// There are none: whoever calls knows who it is.
  public static final Management NONE = new Management("", List.of());

  public Management {
    requireNonNull(tenant, "tenant is null");
    powers = List.copyOf(powers);
  }
}

package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.KeyFacts;
import dev.warder.policy.Mode;
import dev.warder.policy.scope.OperationPattern;
import java.util.List;

/// The keys with which keys are managed.
///
/// @param tenant whose they are; empty if there are none
/// @param powers operations by which keys get power: who may call one of them counts as privileged
public record Management(String tenant, List<OperationPattern> powers) {
  /// The path of the operation by which a wish is approved, `{id}` being the wish's.
  public static final String APPROVING = "/v1/approvals/{id}:approve";

  /// There are none: whoever calls knows who it is.
  public static final Management NONE = new Management("", List.of());

  public Management {
    requireNonNull(tenant, "tenant is null");
    powers = List.copyOf(powers);
  }

  /// Whether a key opens the operation by which a wish is approved. Every key does where there are
  /// no keys for that.
  public boolean mayApprove(KeyFacts key, String wish) {
    return tenant.isEmpty()
        || (key.tenant().equals(tenant)
            && key.grant().mode() == Mode.ENFORCE
            && key.grant().scope().opens("POST", APPROVING.replace("{id}", wish)));
  }
}

package dev.warder.engine.profile;

import dev.warder.model.finding.FacetEvidence.Circle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What tenants and the world are used to, as of the last closed epoch; only trusted strands teach
/// it. Reading the closed epoch and not the running one is what makes results independent of the
/// order within an epoch and of any partitioning.
///
/// Bounds at most [#MAX_VALUES] values per tenant; beyond that a value counts as known
public final class Circles {
  private static final int MAX_VALUES = 1_024;

  private final Map<String, Set<String>> byTenant = new HashMap<>();
  private final Map<String, Integer> tenantsHolding = new HashMap<>();
  private final List<String[]> pending = new ArrayList<>();

  /// Notes a value for a tenant; it counts from the next epoch on.
  public void teach(String tenant, String value) {
    Set<String> known = byTenant.get(tenant);
    if (known == null || (known.size() < MAX_VALUES && !known.contains(value))) {
      pending.add(new String[] {tenant, value});
    }
  }

  /// Makes what was taught since the last call count.
  public void closeEpoch() {
    for (String[] taught : pending) {
      Set<String> known = byTenant.computeIfAbsent(taught[0], absent -> new HashSet<>());
      if (known.size() < MAX_VALUES && known.add(taught[1])) {
        tenantsHolding.merge(taught[1], 1, Integer::sum);
      }
    }
    pending.clear();
  }

  /// The widest circle to which a value is new, for a key that does not know it.
  public Circle newTo(String tenant, String value) {
    Set<String> known = byTenant.getOrDefault(tenant, Set.of());
    if (known.contains(value) || known.size() >= MAX_VALUES) {
      return Circle.KEY;
    }
    return tenantsHolding.containsKey(value) ? Circle.TENANT : Circle.WORLD;
  }
}

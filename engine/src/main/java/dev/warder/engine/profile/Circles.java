package dev.warder.engine.profile;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.finding.FacetEvidence.Circle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What tenants and the world are used to, as of the last closed epoch; only trusted strands teach
/// it. Reading the closed epoch and not the running one is what makes results independent of the
/// order within an epoch and of any partitioning.
///
/// Bounds at most [#MAX_VALUES] values of a kind per tenant; beyond that a value counts as known
public final class Circles {
  private static final int MAX_VALUES = 1_024;

  private final Map<Group, Set<String>> byTenant = new HashMap<>();

  /// Values that some tenant holds, each with the one text that all its holders share.
  private final Map<Held, String> heldByTenants = new HashMap<>();

  private final List<Taught> pending = new ArrayList<>();

  /// What a value is.
  public enum Kind {
    SOURCE,
    CLIENT,
    OPERATION
  }

  private record Group(String tenant, Kind kind) {}

  private record Taught(Group group, String value) {}

  private record Held(Kind kind, String value) {}

  /// Notes a value for a tenant; it counts from the next epoch on.
  public void teach(String tenant, Kind kind, String value) {
    Group group = new Group(tenant, kind);
    Set<String> known = byTenant.get(group);
    if (known == null || (known.size() < MAX_VALUES && !known.contains(value))) {
      pending.add(new Taught(group, value));
    }
  }

  /// Makes what was taught since the last call count.
  public void closeEpoch() {
    for (Taught taught : pending) {
      Set<String> known = byTenant.computeIfAbsent(taught.group, absent -> new HashSet<>());
      if (known.size() < MAX_VALUES && !known.contains(taught.value)) {
        known.add(held(taught.group.kind, taught.value));
      }
    }
    pending.clear();
  }

  /// A value that some tenant holds now; one text for all of them.
  private String held(Kind kind, String value) {
    return heldByTenants.computeIfAbsent(new Held(kind, value), Held::value);
  }

  /// The widest circle to which a value is new, for a key that does not know it.
  public Circle newTo(String tenant, Kind kind, String value) {
    Set<String> known = byTenant.getOrDefault(new Group(tenant, kind), Set.of());
    if (known.contains(value) || known.size() >= MAX_VALUES) {
      return Circle.KEY;
    }
    return heldByTenants.containsKey(new Held(kind, value)) ? Circle.TENANT : Circle.WORLD;
  }

  void save(StateWriter out) {
    Map<String, Map<String, Set<String>>> sorted = new TreeMap<>();
    byTenant.forEach((group, values) ->
        sorted
            .computeIfAbsent(group.tenant, absent -> new TreeMap<>())
            .put(group.kind.name(), values));
    out.sorted(sorted, (to, kinds) -> to.sorted(kinds, StateWriter::sorted));
    out.list(
        pending,
        (to, taught) -> {
          to.text(taught.group.tenant);
          to.name(taught.group.kind);
          to.text(taught.value);
        });
  }

  void restore(StateReader in) throws StateException {
    in.each(from -> {
      String tenant = from.text();
      from.each(of -> restore(of, new Group(tenant, of.name(Kind.class))));
    });
    in.each(from ->
        pending.add(new Taught(new Group(from.text(), from.name(Kind.class)), from.text())));
  }

  private void restore(StateReader in, Group group) throws StateException {
    Set<String> values = new HashSet<>();
    in.into(values);
    byTenant.put(group, values);
    values.forEach(value -> held(group.kind, value));
  }
}

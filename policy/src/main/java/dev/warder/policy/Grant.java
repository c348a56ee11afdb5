package dev.warder.policy;

import static java.util.Objects.requireNonNull;

import dev.warder.model.RiskClass;
import dev.warder.policy.hours.Hours;
import dev.warder.policy.place.Places;
import dev.warder.policy.rate.Limits;
import dev.warder.policy.scope.Scope;
import java.util.Set;

/// What a key may do, where, when and how often. Shared by keys that have the same.
///
/// A grant is compiled: make it once and keep it, its texts ([GrantText]) are what is written down.
///
/// @param scope operations it opens; nothing else is open
/// @param exempt operations that are allowed by name, whatever was learned: beats [Reason#UNUSUAL]
///   and nothing else
/// @param places where its calls may come from
/// @param hours when they may come
/// @param limits how often they may come
/// @param held risk classes of operations that wait for somebody's approval
/// @param mode what becomes of refusals by any of these
public record Grant(
    Scope scope,
    Scope exempt,
    Places places,
    Hours hours,
    Limits limits,
    Set<RiskClass> held,
    Mode mode) {

  /// Opens nothing, and means it.
  public static final Grant NOTHING = of(Scope.NOTHING);

  public Grant {
    requireNonNull(scope, "scope is null");
    requireNonNull(exempt, "exempt is null");
    requireNonNull(places, "places is null");
    requireNonNull(hours, "hours is null");
    requireNonNull(limits, "limits is null");
    held = Set.copyOf(held);
    requireNonNull(mode, "mode is null");
  }

  /// Whether it allows nothing that another does not, their modes apart. May say no of what is
  /// spelled in another way.
  public boolean isWithin(Grant wider) {
    return wider.scope.covers(scope)
        && wider.exempt.covers(exempt)
        && places.areWithin(wider.places)
        && hours.areWithin(wider.hours)
        && limits.areWithin(wider.limits)
        && held.containsAll(wider.held);
  }

  /// A grant of some operations anywhere, always, as often as they like, enforced.
  public static Grant of(Scope scope) {
    return new Grant(
        scope, Scope.NOTHING, Places.ANYWHERE, Hours.ALWAYS, Limits.NONE, Set.of(), Mode.ENFORCE);
  }
}

package dev.warder.policy;

import static java.util.Objects.requireNonNull;

import dev.warder.model.RiskClass;
import dev.warder.policy.hours.Hours;
import dev.warder.policy.place.Places;
import dev.warder.policy.rate.Limits;
import dev.warder.policy.scope.Scope;
import dev.warder.policy.scope.ScopeSets;
import dev.warder.policy.text.Names;
import dev.warder.policy.text.Parsed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A grant as it is written down: in requests, in the journal, in the store.
///
/// @param scope operation patterns and names of sets: `GET /api/systems/{id}`, `@scim-sync`
/// @param exempt operation patterns and names of sets that nothing learned refuses
/// @param places `203.0.113.0/24`, `AS14061`, `DE`; none is anywhere
/// @param hours `Mon-Fri 08:00-18:00 Europe/Berlin`; none is always
/// @param limits `600/min`, `5/min on POST /api/runCommand`, `10000/h per tenant`
/// @param held risk classes that wait for approval: `EXECUTE`
/// @param mode `OBSERVE`, `SHADOW` or `ENFORCE`
public record GrantText(
    List<String> scope,
    List<String> exempt,
    List<String> places,
    List<String> hours,
    List<String> limits,
    List<String> held,
    String mode) {

  public GrantText {
    scope = List.copyOf(scope);
    exempt = List.copyOf(exempt);
    places = List.copyOf(places);
    hours = List.copyOf(hours);
    limits = List.copyOf(limits);
    held = List.copyOf(held);
    requireNonNull(mode, "mode is null");
  }

  /// The text of a grant; it reads back as the same.
  public static GrantText of(Grant grant) {
    return new GrantText(
        grant.scope().entries(),
        grant.exempt().entries(),
        grant.places().entries().stream().map(Object::toString).toList(),
        grant.hours().windows().stream().map(Object::toString).toList(),
        grant.limits().entries().stream().map(Object::toString).toList(),
        grant.held().stream().sorted().map(Enum::name).toList(),
        grant.mode().name());
  }

  /// Reads and compiles it; a problem tells in its words which list and entry it is in.
  public Parsed<Grant> parse(ScopeSets sets) {
    Problems problems = new Problems();
    Scope opened = problems.take("scope", sets.resolve(scope), Scope.NOTHING);
    Scope exempted = problems.take("exempt", sets.resolve(exempt), Scope.NOTHING);
    Places where = problems.take("places", Places.parse(places), Places.ANYWHERE);
    Hours when = problems.take("hours", Hours.parse(hours), Hours.ALWAYS);
    Limits often = problems.take("limits", Limits.parse(limits), Limits.NONE);
    Set<RiskClass> waiting = problems.take("held", heldClasses(), Set.<RiskClass>of());
    Mode acting = problems.take("mode", Names.one(Mode.class, mode), Mode.ENFORCE);
    return problems.or(new Grant(opened, exempted, where, when, often, waiting, acting));
  }

  private Parsed<Set<RiskClass>> heldClasses() {
    Set<RiskClass> classes = EnumSet.noneOf(RiskClass.class);
    for (String name : held) {
      switch (Names.one(RiskClass.class, name)) {
        case Parsed.Value<RiskClass>(RiskClass risk) -> classes.add(risk);
        case Parsed.Problem<RiskClass> problem -> {
          return problem.within(0);
        }
      }
    }
    return new Parsed.Value<>(classes);
  }

  /// The first problem among several readings; the values stand in until it is known.
  private static final class Problems {
    private Parsed.@Nullable Problem<Grant> first;

    <T> T take(String list, Parsed<T> parsed, T instead) {
      return switch (parsed) {
        case Parsed.Value<T>(T value) -> value;
        case Parsed.Problem<T>(int column, String message) -> {
          if (first == null) {
            first = new Parsed.Problem<>(column, list + ": " + message);
          }
          yield instead;
        }
      };
    }

    Parsed<Grant> or(Grant grant) {
      return first == null ? new Parsed.Value<>(grant) : first;
    }
  }
}

package dev.warder.engine.spec;

import dev.warder.model.Operation;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.OperationSummary.Origin;
import dev.warder.model.inventory.SpecFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sets what traffic shows beside what descriptions say, API by API.
///
/// A description is of an API if it names its host. Those whose hosts occur nowhere in the log are
/// taken to be of an API that nobody described where at least half of the calls fit them together
/// and a tenth fits the one: logs often know a host by an inner name.
///
/// Guarantees pure and repeatable; nothing is said of paths that only ever failed
public final class SpecComparison {
  private final List<ApiSpec> specs;
  private final IdentityHashMap<ApiSpec, SpecIndex> indexes = new IdentityHashMap<>();
  private final IdentityHashMap<ApiSpec, List<ApiSummary>> apisOf = new IdentityHashMap<>();
  private final Map<String, List<ApiSpec>> specsByHost = new HashMap<>();

  private SpecComparison(List<ApiSpec> specs) {
    this.specs = specs;
  }

  /// What a comparison gave.
  ///
  /// @param inventory with the findings at their APIs
  /// @param unapplied descriptions that fit no API of the log, by name
  public record Compared(Inventory inventory, List<String> unapplied) {
    public Compared {
      unapplied = List.copyOf(unapplied);
    }
  }

  public static Compared of(Inventory inventory, List<ApiSpec> specs) {
    SpecComparison comparison = new SpecComparison(specs);
    comparison.assign(inventory.apis());
    Map<String, List<SpecFinding>> findings = comparison.findings(inventory.apis());
    List<ApiSummary> apis =
        inventory.apis().stream()
            .map(api -> api.withSpecFindings(findings.getOrDefault(api.host(), List.of())))
            .toList();
    List<String> unapplied =
        specs.stream()
            .filter(spec -> !comparison.apisOf.containsKey(spec))
            .map(ApiSpec::name)
            .toList();
    return new Compared(inventory.withApis(apis), unapplied);
  }

  private void assign(List<ApiSummary> apis) {
    for (ApiSpec spec : specs) {
      indexes.put(spec, new SpecIndex(spec));
      for (ApiSummary api : apis) {
        boolean hasPaths =
            api.operations().stream().anyMatch(operation -> isPath(operation.operation()));
        boolean may = spec.isOf(api.host()) && fit(List.of(spec), api, 2);
        if (hasPaths && (may || spec.names(api.host()))) {
          assign(spec, api);
        }
      }
    }
    List<ApiSpec> homeless = specs.stream().filter(spec -> !apisOf.containsKey(spec)).toList();
    for (ApiSummary api : apis) {
      if (!specsByHost.containsKey(api.host()) && fit(homeless, api, 2)) {
        homeless.stream()
            .filter(spec -> fit(List.of(spec), api, 10))
            .forEach(spec -> assign(spec, api));
      }
    }
  }

  private void assign(ApiSpec spec, ApiSummary api) {
    apisOf.computeIfAbsent(spec, absent -> new ArrayList<>(2)).add(api);
    specsByHost.computeIfAbsent(api.host(), absent -> new ArrayList<>(2)).add(spec);
  }

  /// Whether at least one in `share` of the calls by path fits one of the descriptions.
  private boolean fit(List<ApiSpec> documents, ApiSummary api, int share) {
    long fitting = 0;
    long all = 0;
    for (OperationSummary operation : api.operations()) {
      if (isPath(operation.operation())) {
        boolean fits =
            documents.stream().anyMatch(s -> index(s).match(operation.operation(), true) != null);
        all += operation.calls();
        fitting += fits ? operation.calls() : 0;
      }
    }
    return fitting > 0 && fitting * share >= all;
  }

  private Map<String, List<SpecFinding>> findings(List<ApiSummary> apis) {
    Map<String, List<SpecFinding>> findings = new HashMap<>();
    Set<SpecOperation> used = new HashSet<>();
    for (ApiSummary api : apis) {
      List<SpecFinding> of = findings.computeIfAbsent(api.host(), absent -> new ArrayList<>());
      List<ApiSpec> documents = specsByHost.getOrDefault(api.host(), List.of());
      for (OperationSummary operation : api.operations()) {
        if (!documents.isEmpty() && isPath(operation.operation())) {
          compare(api, operation, documents, used, of);
        }
      }
    }
    for (ApiSpec spec : specs) {
      List<ApiSummary> of = apisOf.getOrDefault(spec, List.of());
      if (!of.isEmpty()) {
        List<SpecFinding> first =
            findings.computeIfAbsent(of.getFirst().host(), absent -> new ArrayList<>());
        spec.operations().stream()
            .filter(declared -> !used.contains(declared))
            .forEach(declared -> first.add(SpecFindings.unused(declared, spec)));
      }
    }
    findings.values().forEach(SpecComparison::order);
    return findings;
  }

  private static void order(List<SpecFinding> findings) {
    findings.sort(
        Comparator.comparingInt((SpecFinding finding) -> -finding.severity().id())
            .thenComparing(SpecFinding::kind)
            .thenComparing(SpecFinding::operation)
            .thenComparing(SpecFinding::document));
  }

  private void compare(
      ApiSummary api,
      OperationSummary operation,
      List<ApiSpec> documents,
      Set<SpecOperation> used,
      List<SpecFinding> findings) {
    SpecIndex.Match best = null;
    ApiSpec document = documents.getFirst();
    for (ApiSpec spec : documents) {
      boolean vague = operation.origin() != Origin.LEARNED || !spec.isOf(api.host());
      SpecIndex.Match match = index(spec).match(operation.operation(), vague);
      if (match != null && (best == null || match.distance() < best.distance())) {
        best = match;
        document = spec;
      }
    }
    if (best == null) {
      undocumented(operation, documents, findings);
    } else {
      used.addAll(best.covered());
      if (best.distance() < Segments.VAGUE) {
        findings.addAll(SpecFindings.of(operation, best.operation(), document));
      }
    }
  }

  private void undocumented(
      OperationSummary operation, List<ApiSpec> documents, List<SpecFinding> findings) {
    if (SpecFindings.successes(operation) == 0) {
      return;
    }
    Operation seen = operation.operation();
    for (ApiSpec spec : documents) {
      List<String> methods = index(spec).otherMethods(seen);
      boolean implied =
          seen.method().equals("OPTIONS")
              || (seen.method().equals("HEAD") && methods.contains("GET"));
      if (!methods.isEmpty()) {
        if (!implied) {
          findings.add(SpecFindings.method(operation, methods, spec));
        }
        return;
      }
    }
    findings.add(SpecFindings.undocumented(operation, documents));
  }

  private SpecIndex index(ApiSpec spec) {
    SpecIndex index = indexes.get(spec);
    if (index == null) {
      throw new IllegalStateException("a description was not indexed: " + spec.name());
    }
    return index;
  }

  private static boolean isPath(Operation operation) {
    return operation.template().startsWith("/") && !operation.method().equals(Operation.ACTION);
  }
}

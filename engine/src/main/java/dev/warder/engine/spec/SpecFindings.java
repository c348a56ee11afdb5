package dev.warder.engine.spec;

import dev.warder.engine.spec.SpecOperation.Auth;
import dev.warder.model.Parameter.Place;
import dev.warder.model.RiskClass;
import dev.warder.model.Severity;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.ParameterSummary;
import dev.warder.model.inventory.SpecFinding;
import dev.warder.model.inventory.SpecFinding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words for each difference between traffic and description, and when it is one.
final class SpecFindings {
  /// Below this many calls a parameter tells nothing.
  private static final int ENOUGH_CALLS = 3;

  /// Below this many different values a type tells nothing.
  private static final int ENOUGH_VALUES = 3;

  private static final int MOST_NAMES = 8;
  private static final Set<String> CHECKABLE = Set.of("uuid", "date", "date-time", "email", "ipv4");
  private static final String CREDENTIAL = "credential";

  private SpecFindings() {}

  /// All differences between an operation and its declaration.
  static List<SpecFinding> of(OperationSummary seen, SpecOperation declared, ApiSpec spec) {
    List<SpecFinding> findings = new ArrayList<>();
    if (declared.deprecated() && successes(seen) > 0) {
      findings.add(
          finding(
              Kind.DEPRECATED_IN_USE,
              Severity.MEDIUM,
              seen,
              seen.calls() + " calls by " + seen.credentials() + " keys",
              "Tell the owners of these keys what replaces it, set a date, then switch it off.",
              spec));
    }
    auth(seen, declared, spec, findings);
    parameters(seen, declared, spec, findings);
    List<String> missing = MissingParameters.of(seen, declared);
    if (!missing.isEmpty()) {
      findings.add(
          finding(
              Kind.REQUIRED_MISSING,
              Severity.LOW,
              seen,
              names(missing),
              "Refuse calls without it, or describe it as optional: what happens when it is missing"
                  + " is seldom thought of.",
              spec));
    }
    return findings;
  }

  private static void auth(
      OperationSummary seen, SpecOperation declared, ApiSpec spec, List<SpecFinding> findings) {
    if (declared.auth() == Auth.REQUIRED && seen.anonymousSuccesses() > 0) {
      findings.add(
          finding(
              Kind.WITHOUT_KEY,
              isHarmless(seen) ? Severity.HIGH : Severity.CRITICAL,
              seen,
              seen.anonymousSuccesses() + " calls that carried no key succeeded",
              "Check whether it truly answers without a key or the log leaves keys out; if it does,"
                  + " close it.",
              spec));
    }
    for (ParameterSummary parameter : seen.parameters()) {
      boolean key =
          parameter.place() == Place.QUERY
              && parameter.sensitive().stream().anyMatch(data -> data.id().equals(CREDENTIAL));
      if (key && !declared.keyInQuery() && declared(declared, parameter) == null) {
        findings.add(
            finding(
                Kind.KEY_IN_QUERY,
                Severity.HIGH,
                seen,
                parameter.name() + " in the query of " + parameter.calls() + " calls",
                "Move it to a header and rotate what was sent: queries end up in logs, histories and"
                    + " referrers.",
                spec));
      }
    }
  }

  private static void parameters(
      OperationSummary seen, SpecOperation declared, ApiSpec spec, List<SpecFinding> findings) {
    List<String> unknown = new ArrayList<>();
    boolean anyBody = declared.parameters().stream().anyMatch(p -> p.place() == Place.BODY);
    boolean bodyUnknown = false;
    int path = 0;
    for (ParameterSummary parameter : seen.parameters()) {
      boolean inPath = parameter.place() == Place.PATH;
      SpecParameter known = inPath ? ofPath(declared, path++) : declared(declared, parameter);
      boolean comparable = parameter.place() != Place.BODY || anyBody;
      boolean secret = parameter.sensitive().stream().anyMatch(d -> d.id().equals(CREDENTIAL));
      if (known != null) {
        String difference = difference(parameter, known);
        if (!difference.isEmpty()) {
          findings.add(mismatch(seen, parameter, difference, spec));
        }
      } else if (!inPath && comparable && !secret && parameter.calls() >= ENOUGH_CALLS) {
        unknown.add(parameter.name());
        bodyUnknown |= parameter.place() == Place.BODY;
      }
    }
    if (!unknown.isEmpty()) {
      findings.add(
          finding(
              Kind.UNDOCUMENTED_PARAMETER,
              bodyUnknown ? Severity.MEDIUM : Severity.LOW,
              seen,
              names(unknown),
              "Describe them, or refuse what is not described: fields nobody knows of are how"
                  + " callers set what they should not.",
              spec));
    }
  }

  private static @Nullable SpecParameter declared(
      SpecOperation declared, ParameterSummary parameter) {
    for (SpecParameter candidate : declared.parameters()) {
      String name = candidate.name();
      boolean same = name.equals(parameter.name()) || (name + "[]").equals(parameter.name());
      boolean below =
          parameter.name().startsWith(name + "[") || parameter.name().startsWith(name + ".");
      boolean open = candidate.type().isEmpty() || candidate.type().equals("object");
      if (candidate.place() == parameter.place() && (same || (below && open))) {
        return candidate;
      }
    }
    return null;
  }

  /// The n-th parameter of the path: names of learned templates are not those of the description.
  private static @Nullable SpecParameter ofPath(SpecOperation declared, int n) {
    int at = 0;
    for (String segment : Segments.of(declared.templates().getFirst())) {
      if (Segments.isParameter(segment) && at++ == n) {
        String name = segment.substring(segment.indexOf('{') + 1, segment.lastIndexOf('}'));
        for (SpecParameter parameter : declared.parameters()) {
          if (parameter.place() == Place.PATH && parameter.name().equals(name)) {
            return parameter;
          }
        }
      }
    }
    return null;
  }

  /// What differs between declared and seen type, empty if nothing does or too little was seen.
  private static String difference(ParameterSummary seen, SpecParameter declared) {
    if (seen.values() < ENOUGH_VALUES) {
      return "";
    }
    boolean typeFits =
        switch (declared.type()) {
          case "integer" -> seen.type().equals("integer");
          case "number" -> seen.type().equals("integer") || seen.type().equals("number");
          case "boolean" -> seen.type().equals("boolean") || seen.type().equals("integer");
          default -> true;
        };
    if (!typeFits) {
      return declared.type() + " by the description, values are " + shown(seen);
    }
    boolean formatFits =
        !CHECKABLE.contains(declared.format()) || seen.format().equals(declared.format());
    return formatFits ? "" : declared.format() + " by the description, values are " + shown(seen);
  }

  private static String shown(ParameterSummary seen) {
    return seen.format().isEmpty() ? seen.type() : seen.format();
  }

  private static SpecFinding mismatch(
      OperationSummary seen, ParameterSummary parameter, String difference, ApiSpec spec) {
    return finding(
        Kind.TYPE_MISMATCH,
        Severity.LOW,
        seen,
        parameter.name() + ": " + difference + " (" + parameter.values() + " different ones)",
        "Refuse values that do not fit, or mend the description.",
        spec);
  }

  static SpecFinding undocumented(OperationSummary seen, List<ApiSpec> documents) {
    boolean open = seen.anonymousSuccesses() > 0;
    Severity severity =
        seen.riskClass().isPrivileged()
            ? Severity.HIGH
            : !isHarmless(seen) || open ? Severity.MEDIUM : Severity.LOW;
    return new SpecFinding(
        Kind.UNDOCUMENTED,
        severity,
        seen.operation().name(),
        successes(seen)
            + " successful calls by "
            + seen.credentials()
            + " keys"
            + (open ? ", " + seen.anonymousSuccesses() + " without any" : ""),
        "Find out who runs it; describe and guard it, or switch it off.",
        names(documents.stream().map(ApiSpec::name).toList()));
  }

  static SpecFinding method(OperationSummary seen, List<String> methods, ApiSpec spec) {
    return finding(
        Kind.METHOD_MISMATCH,
        isHarmless(seen) ? Severity.LOW : Severity.HIGH,
        seen,
        successes(seen) + " successful calls; described are " + String.join(", ", methods),
        "Refuse the method, or describe and guard it.",
        spec);
  }

  static SpecFinding unused(SpecOperation declared, ApiSpec spec) {
    return new SpecFinding(
        Kind.UNUSED,
        Severity.INFORMATIONAL,
        declared.name(),
        "no call in these logs",
        "If nobody needs it, switch it off: what is not there cannot be attacked.",
        spec.name());
  }

  private static SpecFinding finding(
      Kind kind,
      Severity severity,
      OperationSummary seen,
      String evidence,
      String advice,
      ApiSpec spec) {
    return new SpecFinding(kind, severity, seen.operation().name(), evidence, advice, spec.name());
  }

  private static boolean isHarmless(OperationSummary seen) {
    return seen.riskClass().isDiscovery() || seen.riskClass() == RiskClass.UNKNOWN;
  }

  /// Calls that did not fail: with a status below 400, or none but success.
  static long successes(OperationSummary operation) {
    long successes = 0;
    for (Map.Entry<String, Long> outcome : operation.statuses().entrySet()) {
      String label = outcome.getKey();
      boolean below400 = label.length() == 3 && label.charAt(0) >= '1' && label.charAt(0) <= '3';
      successes += below400 || label.equals("ok") ? outcome.getValue() : 0;
    }
    return successes;
  }

  private static String names(List<String> names) {
    int shown = Math.min(MOST_NAMES, names.size());
    String listed = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? listed : listed + " and " + (names.size() - shown) + " more";
  }
}

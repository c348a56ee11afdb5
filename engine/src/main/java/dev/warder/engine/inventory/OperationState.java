package dev.warder.engine.inventory;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.RiskRules.RiskVerdict;
import dev.warder.engine.parameter.ApiVersion;
import dev.warder.engine.parameter.FieldBudget;
import dev.warder.engine.parameter.ParametersSeen;
import dev.warder.engine.parameter.SensitiveKinds;
import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import dev.warder.model.Operation;
import dev.warder.model.Outcome;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.OperationSummary.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Figures of one operation, and what content has to say about it. Confined to the engine's thread.
///
/// Bounds about 4 KiB, mostly a quarter of it: three histograms, at most [#MAX_OUTCOMES] different
/// outcomes; and the parameters within their [FieldBudget]
public final class OperationState {
  private static final int MAX_OUTCOMES = 64;

  private final Origin origin;
  private OperationView view;

  private long calls;
  private long anonymousCalls;
  private long anonymousSuccesses;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;
  private final EnumSet<CredentialKind> auth = EnumSet.noneOf(CredentialKind.class);
  private final Map<Object, long[]> outcomes = new HashMap<>(2);
  private int usualStatus = -1;
  private long[] usualCount = new long[1];
  private final LogHistogram requestBytes = new LogHistogram();
  private final LogHistogram responseBytes = new LogHistogram();
  private final LogHistogram latency = new LogHistogram();
  private final ParametersSeen parameters;

  OperationState(OperationView view, Origin origin, FieldBudget budget) {
    this.view = view;
    this.origin = origin;
    parameters = new ParametersSeen(budget);
  }

  /// The operation as it is known now.
  public OperationView view() {
    return view;
  }

  /// Gives the operation a wider template, with what content says of that.
  void retemplate(Operation wider, RiskVerdict risk, List<Detection> detections) {
    view = new OperationView(view.id(), wider, view.action(), risk, detections, view.absorbedIds());
  }

  /// Counts one call.
  public void count(Activity activity) {
    calls++;
    firstMicros = Math.min(firstMicros, activity.timeMicros());
    lastMicros = Math.max(lastMicros, activity.timeMicros());
    if (activity.caller().isAnonymous()) {
      anonymousCalls++;
      anonymousSuccesses += activity.outcome().succeeded() ? 1 : 0;
    }
    auth.add(activity.caller().kind());
    countOutcome(activity.outcome());
    requestBytes.add(activity.requestBytes());
    responseBytes.add(activity.responseBytes());
    latency.add(activity.latencyMicros());
    parameters.count(activity, view.operation().template());
  }

  /// Reads what the next one will need, ahead of it.
  int prefetch() {
    int sum = (int) calls + usualStatus + (int) usualCount[0] + view.id();
    return sum
        + requestBytes.prefetch()
        + responseBytes.prefetch()
        + latency.prefetch()
        + parameters.prefetch();
  }

  private void countOutcome(Outcome outcome) {
    if (outcome.status() == usualStatus && outcome.error().isEmpty()) {
      usualCount[0]++;
      return;
    }
    Object key = outcome.error().isEmpty() ? (Object) outcome.status() : outcome.error();
    long[] count = outcomes.get(key);
    if (count == null) {
      boolean full = outcomes.size() >= MAX_OUTCOMES;
      count = outcomes.computeIfAbsent(full ? "other" : key, absent -> new long[1]);
      if (outcomes.size() == 1 && outcome.error().isEmpty()) {
        usualStatus = outcome.status();
        usualCount = count;
      }
    }
    count[0]++;
  }

  /// Takes over the figures of an operation that turned out to be the same one.
  void absorb(OperationState other) {
    calls += other.calls;
    anonymousCalls += other.anonymousCalls;
    anonymousSuccesses += other.anonymousSuccesses;
    List<Integer> absorbed = new ArrayList<>(view.absorbedIds());
    absorbed.add(other.view.id());
    absorbed.addAll(other.view.absorbedIds());
    view =
        new OperationView(
            view.id(), view.operation(), view.action(), view.risk(), view.detections(), absorbed);
    firstMicros = Math.min(firstMicros, other.firstMicros);
    lastMicros = Math.max(lastMicros, other.lastMicros);
    auth.addAll(other.auth);
    other.outcomes.forEach((key, n) -> outcomes.computeIfAbsent(key, k -> new long[1])[0] += n[0]);
    requestBytes.addAll(other.requestBytes);
    responseBytes.addAll(other.responseBytes);
    latency.addAll(other.latency);
    parameters.absorb(other.parameters);
  }

  long calls() {
    return calls;
  }

  OperationSummary summary(Callers callers, SensitiveKinds kinds) {
    return new OperationSummary(
        view.operation(),
        view.risk().riskClass(),
        view.risk().reason(),
        origin,
        calls,
        callers.count(),
        anonymousCalls,
        anonymousSuccesses,
        List.copyOf(auth),
        statuses(),
        requestBytes.percentile(50),
        responseBytes.percentile(50),
        responseBytes.max(),
        latency.percentile(50),
        latency.percentile(99),
        firstMicros,
        lastMicros,
        callers.first(),
        ApiVersion.of(view.operation()),
        parameters.summaries(view.operation().template(), kinds),
        parameters.leftOut());
  }

  /// Keys that call an operation.
  ///
  /// @param count how many
  /// @param first uids of some of them, first seen first
  public record Callers(int count, List<String> first) {
    public Callers {
      first = List.copyOf(first);
    }
  }

  private Map<String, Long> statuses() {
    Map<String, Long> ordered = new LinkedHashMap<>();
    outcomes.entrySet().stream()
        .map(entry -> Map.entry(label(entry.getKey()), entry.getValue()[0]))
        .sorted(
            Comparator.comparingLong(Map.Entry<String, Long>::getValue)
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }

  private static String label(Object outcome) {
    return outcome.equals(0) ? "ok" : outcome.toString();
  }

  void save(StateWriter out) {
    SavedNouns.write(out, view.operation());
    out.text(view.action());
    out.name(origin);
    out.list(view.absorbedIds(), (to, id) -> to.number(id));
    out.number(calls);
    out.number(anonymousCalls);
    out.number(anonymousSuccesses);
    out.signed(firstMicros);
    out.signed(lastMicros);
    out.list(auth, StateWriter::name);
    saveOutcomes(out);
    requestBytes.save(out);
    responseBytes.save(out);
    latency.save(out);
    parameters.save(out);
  }

  private void saveOutcomes(StateWriter out) {
    Map<Integer, Long> statuses = new TreeMap<>();
    Map<String, Long> errors = new TreeMap<>();
    outcomes.forEach((key, count) -> {
      if (key instanceof Integer status) {
        statuses.put(status, count[0]);
      } else {
        errors.put(key.toString(), count[0]);
      }
    });
    out.signed(usualStatus);
    out.number(statuses.size());
    statuses.forEach((status, count) -> {
      out.signed(status);
      out.number(count);
    });
    out.sorted(errors, StateWriter::number);
  }

  /// Takes back all but what it was made with.
  void restore(StateReader in) throws StateException {
    calls = in.number();
    anonymousCalls = in.number();
    anonymousSuccesses = in.number();
    firstMicros = in.signed();
    lastMicros = in.signed();
    in.each(from -> auth.add(from.name(CredentialKind.class)));
    usualStatus = in.smallSigned();
    in.each(from -> outcomes.put(from.smallSigned(), new long[] {from.number()}));
    in.each(from -> outcomes.put(from.text(), new long[] {from.number()}));
    usualCount = outcomes.getOrDefault(usualStatus, usualCount);
    requestBytes.restore(in);
    responseBytes.restore(in);
    latency.restore(in);
    parameters.restore(in);
  }
}

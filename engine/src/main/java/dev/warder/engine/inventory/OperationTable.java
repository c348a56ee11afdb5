package dev.warder.engine.inventory;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.RiskRules.RiskVerdict;
import dev.warder.engine.detection.Trigger;
import dev.warder.engine.inventory.OperationState.Callers;
import dev.warder.engine.parameter.FieldBudget;
import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Operation;
import dev.warder.model.Outcome.Result;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.OperationSummary.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// The operations of all APIs by their numbers, each with what content says of it: its risk class
/// and the detections that watch it. Confined to the inventory's thread.
///
/// Bounds full at [#MAX_OPERATIONS]; who creates asks [#isFull] before, so that only the few that
/// stand for all the rest come after
final class OperationTable {
  static final int MAX_OPERATIONS = 50_000;

  private static final int UNAUTHENTICATED = 401;

  private final Detections content;
  private final FieldBudget budget = new FieldBudget();
  private final List<OperationState> byId = new ArrayList<>();
  private final Aliases aliases = new Aliases();

  OperationTable(Detections content) {
    this.content = content;
  }

  int size() {
    return byId.size();
  }

  boolean isFull() {
    return byId.size() >= MAX_OPERATIONS;
  }

  /// Whether a call may bring an operation into being. Only replies that show the path to exist
  /// teach it; a scanner's guesses, answered 404 or, where authentication comes first, 401, do not.
  boolean mayLearn(Activity activity) {
    Result result = activity.outcome().result();
    boolean exists =
        result == Result.SUCCESS
            || result == Result.UNKNOWN
            || (result == Result.DENIED && activity.outcome().status() != UNAUTHENTICATED);
    return exists && !isFull();
  }

  /// @param action the provider's name of it, empty if it has none
  OperationState create(Operation operation, String action, Origin origin) {
    int id = byId.size();
    RiskVerdict risk = content.riskRules().classify(operation, action);
    List<Detection> watching = watching(operation, action, risk);
    OperationState state =
        new OperationState(
            new OperationView(id, operation, action, risk, watching, List.of()), origin, budget);
    byId.add(state);
    aliases.add(id);
    return state;
  }

  /// Gives an operation the template that turned out to be its.
  void retemplate(OperationState operation, String template) {
    OperationView view = operation.view();
    Operation narrower = view.operation();
    if (!narrower.template().equals(template)) {
      Operation wider = new Operation(narrower.api(), narrower.method(), template);
      RiskVerdict risk = content.riskRules().classify(wider, view.action());
      operation.retemplate(wider, risk, watching(wider, view.action(), risk));
    }
  }

  /// Two operations turned out to be one.
  void merge(OperationState kept, OperationState absorbed) {
    kept.absorb(absorbed);
    aliases.set(absorbed.view().id(), kept.view().id());
  }

  /// The number an operation has now, after any merges.
  int canonical(int id) {
    return aliases.of(id);
  }

  OperationView byId(int id) {
    return byId.get(canonical(id)).view();
  }

  /// The operations that were called, by their APIs.
  ///
  /// @param callersOf the keys that called an operation, by its number
  Map<String, List<OperationSummary>> summaries(IntFunction<Callers> callersOf) {
    Map<String, List<OperationSummary>> byApi = new HashMap<>();
    for (OperationState state : byId) {
      int id = state.view().id();
      if (canonical(id) == id && state.calls() > 0) {
        byApi
            .computeIfAbsent(state.view().operation().api(), absent -> new ArrayList<>())
            .add(state.summary(callersOf.apply(id), content.sensitiveKinds()));
      }
    }
    return byApi;
  }

  private List<Detection> watching(Operation operation, String action, RiskVerdict risk) {
    List<Detection> watching = new ArrayList<>();
    for (Detection detection : content.detections()) {
      Trigger.OnCall call = Detections.callOf(detection);
      if (call != null && call.operations().test(operation, action, risk.riskClass())) {
        watching.add(detection);
      }
    }
    return List.copyOf(watching);
  }

  /// Writes all operations. What content says of them is asked again when they come back.
  void save(StateWriter out) {
    budget.save(out);
    out.list(byId, (to, operation) -> operation.save(to));
    aliases.save(out, byId.size());
  }

  void restore(StateReader in) throws StateException {
    budget.restore(in);
    in.each(from -> byId.add(operation(from)));
    for (OperationState operation : byId) {
      for (int absorbed : operation.view().absorbedIds()) {
        in.require(absorbed < byId.size(), "an operation that is not there");
      }
    }
    aliases.restore(in, byId.size());
  }

  private OperationState operation(StateReader in) throws StateException {
    Operation operation = SavedNouns.operation(in);
    String action = in.text();
    Origin origin = in.name(Origin.class);
    List<Integer> absorbed = in.list(StateReader::small);
    RiskVerdict risk = content.riskRules().classify(operation, action);
    List<Detection> watching = watching(operation, action, risk);
    OperationState state =
        new OperationState(
            new OperationView(byId.size(), operation, action, risk, watching, absorbed),
            origin,
            budget);
    state.restore(in);
    return state;
  }

  /// Writes which operation it is; the other end of [#reference(StateReader)].
  static void reference(StateWriter out, OperationState operation) {
    out.number(operation.view().id());
  }

  OperationState reference(StateReader in) throws StateException {
    return byId.get(in.number(byId.size() - 1));
  }
}

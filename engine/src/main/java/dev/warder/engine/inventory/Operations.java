package dev.warder.engine.inventory;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.RiskRules.RiskVerdict;
import dev.warder.engine.detection.Trigger;
import dev.warder.engine.inventory.OperationState.Callers;
import dev.warder.engine.parameter.FieldBudget;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Operation;
import dev.warder.model.Outcome.Result;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.OperationSummary.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// All operations of all APIs. Confined to the inventory's thread, which may be another than that
/// of the stages behind it: they see [OperationView]s only.
///
/// GraphQL operations share one path and are told apart by their names (`POST
/// /graphql#createUser`). Those are the caller's choice: only replies that are no refusal make a
/// new one, and of [#MAX_CALLER_NAMED] per method the rest are counted under the path.
///
/// A name the provider or framework gives is taken as it is; only bare paths are templated. When a
/// template widens, the narrower operations become aliases of the wider one, so that what a key did
/// under the old name is not new under the new one.
///
/// Bounds at most [#MAX_APIS] APIs and [#MAX_OPERATIONS] operations; what comes after is counted
/// under one operation named `(other)`
public final class Operations {
  private static final int UNAUTHENTICATED = 401;
  static final int MAX_APIS = 2_048;
  static final int MAX_OPERATIONS = 50_000;
  static final int MAX_CALLER_NAMED = 1_000;
  static final String UNKNOWN_PATH = "(unknown path)";
  private static final String OTHER = "(other)";

  /// Requests without a usable request line.
  private static final String NO_ROUTE = "(no request line)";

  private final Detections content;
  private final FieldBudget budget = new FieldBudget();
  private final Map<String, Api> apis = new HashMap<>();
  private final List<OperationState> byId = new ArrayList<>();
  private final KnownPaths knownPaths = new KnownPaths();
  private final Aliases aliases = new Aliases();

  public Operations(Detections content) {
    this.content = content;
  }

  /// The operation an activity belongs to; counts the call.
  public OperationView resolve(Activity activity) {
    Call call = activity.call();
    Api api = api(call.api());
    api.calls++;
    OperationState operation = resolve(api, call, activity);
    operation.count(activity);
    return operation.view();
  }

  private OperationState resolve(Api api, Call call, Activity activity) {
    if (call.method().isEmpty()) {
      return api.action(call.action().isEmpty() ? NO_ROUTE : call.action());
    }
    Method method = api.method(call.method());
    if (!call.action().isEmpty() && (method.knows(call) || method.admits(call, activity))) {
      return method.named(call);
    }
    if (!call.route().isEmpty()) {
      return method.route(call.route());
    }
    OperationState known = api.learned(method, call.path(), mayLearn(activity));
    if (known != null) {
      return known;
    }
    api.unknownPathCalls++;
    return method.unknownPath();
  }

  /// Whether a name is that of a GraphQL operation, `mutation createUser`.
  private static boolean isGraphQl(String action) {
    return action.startsWith("query ")
        || action.startsWith("mutation ")
        || action.startsWith("subscription ")
        || action.startsWith("graphql ");
  }

  /// Only replies that show the path to exist teach it; a scanner's guesses, answered 404 or, where
  /// authentication comes first, 401, do not.
  private boolean mayLearn(Activity activity) {
    Result result = activity.outcome().result();
    boolean exists =
        result == Result.SUCCESS
            || result == Result.UNKNOWN
            || (result == Result.DENIED && activity.outcome().status() != UNAUTHENTICATED);
    return exists && byId.size() < MAX_OPERATIONS;
  }

  private Api api(String name) {
    Api api = apis.get(name);
    if (api == null) {
      String bounded = apis.size() < MAX_APIS ? name : OTHER;
      api = apis.computeIfAbsent(bounded, absent -> new Api(absent, apis.size()));
    }
    return api;
  }

  /// The number an operation has now, after any merges.
  public int canonical(int id) {
    return aliases.of(id);
  }

  public OperationView byId(int id) {
    return byId.get(canonical(id)).view();
  }

  private OperationState create(Operation operation, String action, Origin origin) {
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

  private void retemplate(OperationState operation, String template) {
    OperationView view = operation.view();
    Operation narrower = view.operation();
    if (!narrower.template().equals(template)) {
      Operation wider = new Operation(narrower.api(), narrower.method(), template);
      RiskVerdict risk = content.riskRules().classify(wider, view.action());
      operation.retemplate(wider, risk, watching(wider, view.action(), risk));
    }
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

  /// All APIs with their operations, most called first.
  ///
  /// @param callersOf the keys that called an operation, by its number
  public List<ApiSummary> summaries(IntFunction<Callers> callersOf) {
    Map<String, List<OperationSummary>> byApi = new HashMap<>();
    for (OperationState state : byId) {
      if (canonical(state.view().id()) == state.view().id() && state.calls() > 0) {
        byApi
            .computeIfAbsent(state.view().operation().api(), absent -> new ArrayList<>())
            .add(state.summary(callersOf.apply(state.view().id()), content.sensitiveKinds()));
      }
    }
    return apis.values().stream()
        .map(api -> api.summary(byApi.getOrDefault(api.name, List.of())))
        .sorted(
            Comparator.comparingLong(ApiSummary::calls).reversed().thenComparing(ApiSummary::host))
        .toList();
  }

  /// Widens templates by what only the whole of the traffic can tell: to be called before
  /// [#canonical] and [#summaries] are asked for good. Calls may still follow.
  public void settle() {
    apis.values().forEach(api -> api.templates.settle());
    knownPaths.forget();
  }

  public int size() {
    return byId.size();
  }

  /// One host or service.
  private final class Api implements PathTemplates.Listener {
    private final String name;
    private final PathTemplates templates = new PathTemplates(this);
    private final List<Method> methodsByNumber = new ArrayList<>();
    private final Map<String, OperationState> actions = new HashMap<>();
    private final Map<String, Method> methods = new HashMap<>();
    private final int number;
    private int version;
    private long calls;
    private long unknownPathCalls;

    Api(String name, int number) {
      this.name = name;
      this.number = number;
    }

    OperationState action(String action) {
      OperationState known = actions.get(action);
      if (known != null) {
        return known;
      }
      String bounded = byId.size() < MAX_OPERATIONS ? action : OTHER;
      return actions.computeIfAbsent(
          bounded,
          absent -> create(new Operation(name, Operation.ACTION, absent), absent, Origin.NAMED));
    }

    Method method(String method) {
      Method known = methods.get(method);
      if (known != null) {
        return known;
      }
      String bounded = methods.size() < 16 ? method : OTHER;
      return methods.computeIfAbsent(bounded, this::newMethod);
    }

    private Method newMethod(String method) {
      Method made = new Method(name, method, methodsByNumber.size());
      methodsByNumber.add(made);
      return made;
    }

    /// The operation of a bare path, or null if it is unknown and not to be learned.
    @Nullable OperationState learned(Method method, String path, boolean learn) {
      PathNode node = knownPaths.find(number, path);
      OperationState operation = node == null ? null : node.operation(method.number);
      if (operation == null) {
        node = templates.resolve(path, method.number, learn);
        if (node == null) {
          return null;
        }
        if (templates.version() != version) {
          version = templates.version();
          knownPaths.forget();
        }
        knownPaths.keep(number, path, node);
        operation = node.operation(method.number);
      }
      if (learn && node != null) {
        node.calls++;
      }
      return operation;
    }

    @Override
    public OperationState created(int method, String template) {
      Operation operation = new Operation(name, methodsByNumber.get(method).method, template);
      return create(operation, "", Origin.LEARNED);
    }

    @Override
    public void retemplated(OperationState operation, String template) {
      Operations.this.retemplate(operation, template);
    }

    @Override
    public void merged(OperationState kept, OperationState absorbed) {
      kept.absorb(absorbed);
      aliases.set(absorbed.view().id(), kept.view().id());
    }

    ApiSummary summary(List<OperationSummary> operations) {
      List<OperationSummary> ordered =
          operations.stream()
              .sorted(
                  Comparator.comparingLong(OperationSummary::calls)
                      .reversed()
                      .thenComparing(summary -> summary.operation().name()))
              .toList();
      return new ApiSummary(name, calls, unknownPathCalls, ordered);
    }
  }

  /// One HTTP method of an API.
  private final class Method {
    private final String api;
    private final String method;
    private final int number;
    private final Map<String, Named> named = new HashMap<>();
    private final Map<String, OperationState> routes = new HashMap<>();
    private int callerNamed;

    Method(String api, String method, int number) {
      this.api = api;
      this.method = method;
      this.number = number;
    }

    boolean knows(Call call) {
      return named.containsKey(call.action());
    }

    /// Whether a new name may become an operation: of those that callers choose, only some.
    boolean admits(Call call, Activity activity) {
      if (!isGraphQl(call.action())) {
        return true;
      }
      boolean admitted = callerNamed < MAX_CALLER_NAMED && mayLearn(activity);
      callerNamed += admitted ? 1 : 0;
      return admitted;
    }

    OperationState named(Call call) {
      Named known = named.get(call.action());
      if (known == null) {
        String bounded = byId.size() < MAX_OPERATIONS ? call.action() : OTHER;
        known = named.computeIfAbsent(bounded, absent -> newNamed(absent, call.path()));
      } else if (known.template.widen(call.path())) {
        retemplate(known.operation, known.template + known.suffix);
      }
      return known.operation;
    }

    private Named newNamed(String action, String path) {
      NamedTemplate template = new NamedTemplate(path);
      String suffix = isGraphQl(action) ? "#" + action.substring(action.indexOf(' ') + 1) : "";
      Operation operation = new Operation(api, method, template + suffix);
      return new Named(create(operation, action, Origin.NAMED), template, suffix);
    }

    OperationState route(String route) {
      OperationState known = routes.get(route);
      if (known != null) {
        return known;
      }
      return byId.size() < MAX_OPERATIONS
          ? newRoute(route, FrameworkRoute.template(route))
          : newRoute(OTHER, OTHER);
    }

    OperationState unknownPath() {
      return newRoute(UNKNOWN_PATH, UNKNOWN_PATH);
    }

    private OperationState newRoute(String route, String template) {
      return routes.computeIfAbsent(
          route, absent -> create(new Operation(api, method, template), "", Origin.ROUTE));
    }
  }

  private record Named(OperationState operation, NamedTemplate template, String suffix) {}

  /// For tests: the operation a path has, if any.
  @Nullable OperationView find(String api, String method, String path) {
    Api known = apis.get(api);
    Method of = known == null ? null : known.methods.get(method);
    if (known == null || of == null) {
      return null;
    }
    OperationState state = known.learned(of, path, false);
    return state == null ? null : state.view();
  }
}

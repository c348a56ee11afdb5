package dev.warder.engine.inventory;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Operation;
import dev.warder.model.inventory.OperationSummary.Origin;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operations of one HTTP method of an API that bring their names along: those named beside
/// their path, and routes that a framework tells. Confined to the inventory's thread.
///
/// GraphQL operations share one path and are told apart by their names (`POST
/// /graphql#createUser`). Those are the caller's choice: only replies that are no refusal make a
/// new one.
///
/// Bounds [#MAX_CALLER_NAMED] operations with a caller's name, the rest are counted under the path
final class MethodOperations {
  static final int MAX_CALLER_NAMED = 1_000;
  static final String UNKNOWN_PATH = "(unknown path)";

  private final OperationTable table;
  private final String api;
  private final String method;
  private final int number;
  private final Map<String, Named> named = new HashMap<>();
  private final Map<String, OperationState> routes = new HashMap<>();
  private int callerNamed;

  /// @param number of the method in its API
  MethodOperations(OperationTable table, String api, String method, int number) {
    this.table = table;
    this.api = api;
    this.method = method;
    this.number = number;
  }

  String name() {
    return method;
  }

  int number() {
    return number;
  }

  /// The operation that a path is learned to be, under a template.
  OperationState learned(String template) {
    return table.create(new Operation(api, method, template), "", Origin.LEARNED);
  }

  /// The operation a call's name stands for; null if it stands for none. Of names that callers
  /// choose, only some may become one.
  @Nullable OperationState named(Call call, Activity activity) {
    Named known = named.get(call.action());
    if (known == null) {
      return admits(call, activity) ? newNamed(call) : null;
    }
    if (known.template.widen(call.path())) {
      table.retemplate(known.operation, known.template + known.suffix);
    }
    return known.operation;
  }

  private boolean admits(Call call, Activity activity) {
    if (!isGraphQl(call.action())) {
      return true;
    }
    boolean admitted = callerNamed < MAX_CALLER_NAMED && table.mayLearn(activity);
    callerNamed += admitted ? 1 : 0;
    return admitted;
  }

  private OperationState newNamed(Call call) {
    String bounded = table.isFull() ? Operations.OTHER : call.action();
    return named.computeIfAbsent(bounded, absent -> newNamed(absent, call.path())).operation;
  }

  /// The operation a call will most likely belong to; null if that cannot be told at once.
  @Nullable OperationState peek(Call call) {
    if (call.action().isEmpty()) {
      return routes.get(call.route());
    }
    Named known = named.get(call.action());
    return known == null ? null : known.operation;
  }

  private Named newNamed(String action, String path) {
    NamedTemplate template = new NamedTemplate(path);
    String suffix = isGraphQl(action) ? "#" + action.substring(action.indexOf(' ') + 1) : "";
    Operation operation = new Operation(api, method, template + suffix);
    return new Named(table.create(operation, action, Origin.NAMED), template, suffix);
  }

  OperationState route(String route) {
    OperationState known = routes.get(route);
    if (known != null) {
      return known;
    }
    return table.isFull()
        ? newRoute(Operations.OTHER, Operations.OTHER)
        : newRoute(route, FrameworkRoute.template(route));
  }

  OperationState unknownPath() {
    return newRoute(UNKNOWN_PATH, UNKNOWN_PATH);
  }

  private OperationState newRoute(String route, String template) {
    return routes.computeIfAbsent(
        route, absent -> table.create(new Operation(api, method, template), "", Origin.ROUTE));
  }

  /// Whether a name is that of a GraphQL operation, `mutation createUser`.
  private static boolean isGraphQl(String action) {
    return action.startsWith("query ")
        || action.startsWith("mutation ")
        || action.startsWith("subscription ")
        || action.startsWith("graphql ");
  }

  private record Named(OperationState operation, NamedTemplate template, String suffix) {}

  void save(StateWriter out) {
    out.number(callerNamed);
    out.sorted(
        named,
        (to, of) -> {
          OperationTable.reference(to, of.operation);
          of.template.save(to);
          to.text(of.suffix);
        });
    out.sorted(routes, OperationTable::reference);
  }

  void restore(StateReader in) throws StateException {
    callerNamed = in.number(MAX_CALLER_NAMED);
    in.into(
        named, from -> new Named(table.reference(from), NamedTemplate.restore(from), from.text()));
    in.into(routes, table::reference);
  }
}

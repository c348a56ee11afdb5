package dev.warder.engine.inventory;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Operation;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.OperationSummary.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operations of one host or service: actions that have no path, its methods, and the templates
/// learned of bare paths. Confined to the inventory's thread.
///
/// Bounds at most [#MAX_METHODS] methods, the rest are counted under one named `(other)`
final class ApiOperations implements PathTemplates.Listener {
  private static final int MAX_METHODS = 16;

  /// Requests without a usable request line.
  private static final String NO_ROUTE = "(no request line)";

  private final OperationTable table;
  private final KnownPaths knownPaths;
  private final String name;
  private final int number;
  private final PathTemplates templates = new PathTemplates(this);
  private final Map<String, OperationState> actions = new HashMap<>();
  private final Map<String, MethodOperations> methods = new HashMap<>();
  private final List<MethodOperations> methodsByNumber = new ArrayList<>();
  private int version;
  private long calls;
  private long unknownPathCalls;

  /// @param knownPaths shared by all APIs
  /// @param number of the API, what its known paths are kept under
  ApiOperations(OperationTable table, KnownPaths knownPaths, String name, int number) {
    this.table = table;
    this.knownPaths = knownPaths;
    this.name = name;
    this.number = number;
  }

  /// The operation a call belongs to.
  OperationState resolve(Activity activity) {
    calls++;
    Call call = activity.call();
    if (call.method().isEmpty()) {
      return action(call.action().isEmpty() ? NO_ROUTE : call.action());
    }
    MethodOperations method = method(call.method());
    if (!call.action().isEmpty()) {
      OperationState named = method.named(call, activity);
      if (named != null) {
        return named;
      }
    }
    if (!call.route().isEmpty()) {
      return method.route(call.route());
    }
    OperationState known = learned(method, call.path(), table.mayLearn(activity));
    if (known != null) {
      return known;
    }
    unknownPathCalls++;
    return method.unknownPath();
  }

  /// The operation a call will most likely belong to; null if that cannot be told at once.
  @Nullable OperationState peek(Call call) {
    if (call.method().isEmpty()) {
      return actions.get(call.action());
    }
    MethodOperations method = methods.get(call.method());
    if (method == null) {
      return null;
    }
    if (!call.action().isEmpty() || !call.route().isEmpty()) {
      return method.peek(call);
    }
    PathNode node = knownPaths.find(number, call.path());
    return node == null ? null : node.operation(method.number());
  }

  private OperationState action(String action) {
    OperationState known = actions.get(action);
    if (known != null) {
      return known;
    }
    return actions.computeIfAbsent(table.isFull() ? Operations.OTHER : action, this::newAction);
  }

  private OperationState newAction(String action) {
    return table.create(new Operation(name, Operation.ACTION, action), action, Origin.NAMED);
  }

  private MethodOperations method(String method) {
    MethodOperations known = methods.get(method);
    if (known != null) {
      return known;
    }
    String bounded = methods.size() < MAX_METHODS ? method : Operations.OTHER;
    return methods.computeIfAbsent(bounded, this::newMethod);
  }

  private MethodOperations newMethod(String method) {
    MethodOperations made = new MethodOperations(table, name, method, methodsByNumber.size());
    methodsByNumber.add(made);
    return made;
  }

  /// The operation of a bare path, or null if it is unknown and not to be learned.
  private @Nullable OperationState learned(MethodOperations method, String path, boolean learn) {
    PathNode node = knownPaths.find(number, path);
    OperationState operation = node == null ? null : node.operation(method.number());
    if (operation == null) {
      node = templates.resolve(path, method.number(), learn);
      if (node == null) {
        return null;
      }
      if (templates.version() != version) {
        version = templates.version();
        knownPaths.forget();
      }
      knownPaths.keep(number, path, node);
      operation = node.operation(method.number());
    }
    if (learn && node != null) {
      node.calls++;
    }
    return operation;
  }

  @Override
  public OperationState created(int method, String template) {
    return methodsByNumber.get(method).learned(template);
  }

  @Override
  public void retemplated(OperationState operation, String template) {
    table.retemplate(operation, template);
  }

  @Override
  public void merged(OperationState kept, OperationState absorbed) {
    table.merge(kept, absorbed);
  }

  /// Widens templates by what only the whole of the traffic can tell.
  void settle() {
    templates.settle();
  }

  /// @param operations of all APIs, by the names of those
  ApiSummary summary(Map<String, List<OperationSummary>> operations) {
    List<OperationSummary> ordered =
        operations.getOrDefault(name, List.of()).stream()
            .sorted(
                Comparator.comparingLong(OperationSummary::calls)
                    .reversed()
                    .thenComparing(summary -> summary.operation().name()))
            .toList();
    return new ApiSummary(name, calls, unknownPathCalls, ordered);
  }

  /// For tests: the operation a path has, if any.
  @Nullable OperationView find(String method, String path) {
    MethodOperations of = methods.get(method);
    OperationState state = of == null ? null : learned(of, path, false);
    return state == null ? null : state.view();
  }

  String name() {
    return name;
  }

  void save(StateWriter out) {
    out.number(calls);
    out.number(unknownPathCalls);
    out.sorted(actions, OperationTable::reference);
    out.list(
        methodsByNumber,
        (to, method) -> {
          to.text(method.name());
          method.save(to);
        });
    templates.save(out);
  }

  void restore(StateReader in) throws StateException {
    calls = in.number();
    unknownPathCalls = in.number();
    in.into(actions, table::reference);
    in.each(from -> {
      String method = from.text();
      from.require(methods.size() <= MAX_METHODS && !methods.containsKey(method), "a method twice");
      methods.computeIfAbsent(method, this::newMethod).restore(from);
    });
    templates.restore(in, table);
  }
}

package dev.warder.engine.inventory;

import dev.warder.engine.detection.Detections;
import dev.warder.engine.inventory.OperationState.Callers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.OperationSummary;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// All operations of all APIs. Confined to the inventory's thread, which may be another than that
/// of the stages behind it: they see [OperationView]s only.
///
/// A name the provider or framework gives is taken as it is; only bare paths are templated. When a
/// template widens, the narrower operations become aliases of the wider one, so that what a key did
/// under the old name is not new under the new one.
///
/// Bounds at most [#MAX_APIS] APIs and [OperationTable#MAX_OPERATIONS] operations; what comes after
/// is counted under one operation named `(other)`
public final class Operations {
  static final int MAX_APIS = 2_048;

  /// What stands for all that is beyond a bound.
  static final String OTHER = "(other)";

  private final OperationTable table;
  private final Map<String, ApiOperations> apis = new LinkedHashMap<>();
  private final KnownPaths knownPaths = new KnownPaths();

  /// Of what was read ahead, so that it is read.
  private int read;

  public Operations(Detections content) {
    table = new OperationTable(content);
  }

  /// The operation an activity belongs to; counts the call.
  public OperationView resolve(Activity activity) {
    OperationState operation = api(activity.call().api()).resolve(activity);
    operation.count(activity);
    return operation.view();
  }

  /// Reads what calls will need to be counted: their texts first, then what is known of their
  /// operations. See [Prefetch](dev.warder.engine.profile.Prefetch).
  public void prefetch(Activity[] activities, int from, int to) {
    int sum = read;
    for (int i = from; i < to; i++) {
      Activity activity = activities[i];
      sum += activity.call().path().length() + activity.source().canonical().length();
      sum += activity.caller().credentialUid().length() + activity.client().family().length();
    }
    for (int i = from; i < to; i++) {
      Activity activity = activities[i];
      sum += activity.call().path().hashCode() + activity.source().canonical().hashCode();
      sum += activity.caller().credentialUid().hashCode() + activity.client().family().hashCode();
    }
    for (int i = from; i < to; i++) {
      Call call = activities[i].call();
      ApiOperations api = apis.get(call.api());
      OperationState operation = api == null ? null : api.peek(call);
      sum += operation == null ? 0 : operation.prefetch();
    }
    read = sum;
  }

  private ApiOperations api(String name) {
    ApiOperations api = apis.get(name);
    if (api == null) {
      String bounded = apis.size() < MAX_APIS ? name : OTHER;
      api = apis.computeIfAbsent(bounded, this::newApi);
    }
    return api;
  }

  private ApiOperations newApi(String name) {
    return new ApiOperations(table, knownPaths, name, apis.size());
  }

  /// The number an operation has now, after any merges.
  public int canonical(int id) {
    return table.canonical(id);
  }

  public OperationView byId(int id) {
    return table.byId(id);
  }

  /// All APIs with their operations, most called first.
  ///
  /// @param callersOf the keys that called an operation, by its number
  public List<ApiSummary> summaries(IntFunction<Callers> callersOf) {
    Map<String, List<OperationSummary>> operations = table.summaries(callersOf);
    return apis.values().stream()
        .map(api -> api.summary(operations))
        .sorted(
            Comparator.comparingLong(ApiSummary::calls).reversed().thenComparing(ApiSummary::host))
        .toList();
  }

  /// Widens templates by what only the whole of the traffic can tell: to be called before
  /// [#canonical] and [#summaries] are asked for good. Calls may still follow.
  public void settle() {
    apis.values().forEach(ApiOperations::settle);
    knownPaths.forget();
  }

  public int size() {
    return table.size();
  }

  /// For tests: the operation a path has, if any.
  @Nullable OperationView find(String api, String method, String path) {
    ApiOperations known = apis.get(api);
    return known == null ? null : known.find(method, path);
  }

  /// Writes all that is known of operations; caches are not.
  public void save(StateWriter out) {
    table.save(out);
    out.list(
        apis.values(),
        (to, api) -> {
          to.text(api.name());
          api.save(to);
        });
  }

  /// Takes back what was saved, into an object nothing is known by yet.
  public void restore(StateReader in) throws StateException {
    table.restore(in);
    in.each(from -> {
      String name = from.text();
      from.require(apis.size() <= MAX_APIS && !apis.containsKey(name), "an API stands twice");
      apis.computeIfAbsent(name, this::newApi).restore(from);
    });
  }
}

package dev.warder.benchmarks.routes;

import dev.warder.benchmarks.routes.RouteTraffic.RouteCall;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.RiskRules.RiskVerdict;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.inventory.Operations;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.RiskClass;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import java.util.List;
import java.util.Map;

/// The learner that `analyze` uses: every call becomes an activity, `Operations` resolves it, and
/// its group is the operation it has at the end, after all merges. No route is ever given.
final class WarderLearner implements Learner {
  static final Detections NO_DETECTIONS =
      new Detections(
          "none", List.of(), (operation, action) -> new RiskVerdict(RiskClass.READ, "not asked"));
  private static final Caller CALLER = new Caller("key", CredentialKind.API_KEY, "owner", "", "");
  private static final Source SOURCE =
      new Source("203.0.113.10", 3320, "Office", "DE", SourceClass.ISP, "AS3320 DE");
  private static final Client CLIENT = new Client("curl", "8", ClientKind.SCRIPT, "curl/8", "");

  @Override
  public Object[] group(String host, List<RouteCall> calls) {
    Operations operations = new Operations(NO_DETECTIONS);
    OperationView[] seen = new OperationView[calls.size()];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = operations.resolve(activity(host, calls.get(i), i));
    }
    operations.settle();
    Object[] groups = new Object[seen.length];
    for (int i = 0; i < seen.length; i++) {
      groups[i] = operations.byId(seen[i].id()).operation();
    }
    return groups;
  }

  static Activity activity(String host, RouteCall call, int second) {
    return new Activity(
        second * 1_000_000L,
        "a-" + second,
        "",
        CALLER,
        SOURCE,
        CLIENT,
        new Call(host, call.method(), call.path(), "", ""),
        Outcome.ofStatus(call.status()),
        0,
        100,
        1_000,
        List.of(),
        List.of(),
        "",
        List.of(),
        Map.of());
  }
}

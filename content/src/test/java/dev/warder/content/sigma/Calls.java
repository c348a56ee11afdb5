package dev.warder.content.sigma;

import dev.warder.engine.detection.Trigger;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.Operation;
import dev.warder.model.Outcome;
import dev.warder.model.RiskClass;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import java.util.List;
import java.util.Map;

/// Calls to try rules on, and the way the engine tries them.
record Calls(
    Call call, Outcome outcome, String agent, String address, Map<String, String> attributes) {
  private static final Caller ALICE =
      new Caller(
          "AKIAEXAMPLE",
          CredentialKind.API_KEY,
          "arn:aws:iam::111122223333:user/alice",
          "alice",
          "");

  static Calls cloudTrail(String service, String event) {
    return new Calls(
        new Call(service + ".amazonaws.com", "", "", "", service + ":" + event),
        Outcome.SUCCESS,
        "",
        "",
        Map.of());
  }

  static Calls request(String method, String path, int status) {
    return new Calls(
        new Call("www.example.com", method, path, "", ""),
        Outcome.ofStatus(status),
        "",
        "",
        Map.of());
  }

  Calls error(String error) {
    Outcome failed =
        error.isEmpty() ? Outcome.SUCCESS : new Outcome(Outcome.Result.FAILED, 0, error);
    return new Calls(call, failed, agent, address, attributes);
  }

  Calls agent(String other) {
    return new Calls(call, outcome, other, address, attributes);
  }

  Calls from(String other) {
    return new Calls(call, outcome, agent, other, attributes);
  }

  Calls with(Map<String, String> others) {
    return new Calls(call, outcome, agent, address, others);
  }

  /// Whether the engine would say that the rule matches: asked of the operation first.
  boolean match(SigmaRule rule) {
    Trigger.OnCall trigger = (Trigger.OnCall) rule.detection().trigger();
    boolean named = call.method().isEmpty();
    Operation operation =
        new Operation(
            call.api(),
            named ? Operation.ACTION : call.method(),
            named ? call.action() : call.path());
    return trigger.operations().test(operation, call.action(), RiskClass.UNKNOWN)
        && trigger.condition().test(activity());
  }

  Activity activity() {
    Client client =
        agent.isEmpty() ? Client.UNKNOWN : new Client("a", "", ClientKind.UNKNOWN, agent, "");
    Source source =
        address.isEmpty()
            ? Source.UNKNOWN
            : new Source(address, 0, "", "", SourceClass.UNKNOWN, address);
    return new Activity(
        0,
        "uid",
        "111122223333",
        ALICE,
        source,
        client,
        call,
        outcome,
        Activity.UNKNOWN,
        Activity.UNKNOWN,
        Activity.UNKNOWN,
        List.of(),
        List.of(),
        "",
        List.of(),
        attributes);
  }
}

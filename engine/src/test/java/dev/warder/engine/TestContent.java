package dev.warder.engine;

import dev.warder.engine.detection.Condition;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.RiskRules;
import dev.warder.engine.detection.RiskRules.RiskVerdict;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.detection.Thieves;
import dev.warder.engine.detection.Thieves.Clients;
import dev.warder.engine.detection.Thieves.Grades;
import dev.warder.engine.detection.Thieves.Share;
import dev.warder.engine.detection.Thieves.Sources;
import dev.warder.engine.detection.Thieves.Traits;
import dev.warder.engine.detection.Trigger;
import dev.warder.engine.detection.Trigger.Attempts;
import dev.warder.engine.detection.Trigger.Distinct;
import dev.warder.engine.detection.Trigger.OnCall;
import dev.warder.engine.detection.Trigger.Ownership;
import dev.warder.engine.parameter.SensitiveKinds;
import dev.warder.model.Operation;
import dev.warder.model.RiskClass;
import dev.warder.model.Severity;
import dev.warder.model.Tactic;
import dev.warder.model.Technique;
import dev.warder.model.Times;
import dev.warder.model.finding.Facet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A small content of its own for tests of the engine: every sign, and a few deeds.
public final class TestContent {
  private TestContent() {}

  public static Detections detections() {
    List<Detection> all = new ArrayList<>();
    sign(all, Sign.NEW_SOURCE, Facet.SOURCE, 3);
    sign(all, Sign.NEW_RENTABLE_SOURCE, Facet.SOURCE, 4.5);
    sign(all, Sign.NEW_CLIENT, Facet.CLIENT, 2.5);
    sign(all, Sign.ATTACK_TOOL, Facet.CLIENT, 4);
    sign(all, Sign.INTERLEAVED, Facet.COEXISTENCE, 1);
    sign(all, Sign.OUTSIDE_BIRTH_NETWORK, Facet.CERTAIN, 9.5);
    sign(all, Sign.DORMANT_WAKE, Facet.DORMANCY, 2);
    sign(all, Sign.DISCOVERY_SWEEP, Facet.DISCOVERY, 2.5);
    sign(all, Sign.FIRST_PRIVILEGED_USE, Facet.PRIVILEGE, 2.5);
    sign(all, Sign.REFUSAL_BURST, Facet.ERRORS, 2);
    sign(all, Sign.OBJECT_PROBING, Facet.ERRORS, 2.5);
    sign(all, Sign.DESTRUCTION_BURST, Facet.IMPACT, 3.5);
    sign(all, Sign.SOURCE_FAN_OUT, Facet.SPREAD, 4);
    sign(all, Sign.MINTED_BY_SUSPECT, Facet.CERTAIN, 9.5);
    sign(all, Sign.HONEY_KEY_USED, Facet.CERTAIN, 9.5);
    sign(all, Sign.RETIRED_KEY_ACCEPTED, Facet.CERTAIN, 9.5);
    sign(all, Sign.RETIRED_KEY_TRIED, Facet.CREDENTIALS, 3);
    sign(all, Sign.STANDS_OUT, Facet.SOURCE, 4.5);
    sign(all, Sign.SOURCE_STANDS_OUT, Facet.SPREAD, 4.5);
    sign(all, Sign.TENANT_STANDS_OUT, Facet.IMPACT, 4.5);
    sign(all, Sign.DEAD_OPERATION_CALLED, Facet.CERTAIN, 9.5);
    call(all, "logs:Stop", Facet.EVASION, 4, Ownership.FOREIGN_ONLY);
    call(all, "keys:Create", Facet.PERSISTENCE, 3, Ownership.ANY);
    call(all, "commands:Run", Facet.EXECUTION, 2.5, Ownership.ANY);
    call(all, "snapshots:Share", Facet.EXFILTRATION, 4, Ownership.ANY);
    all.add(harvest());
    return new Detections("test", all, rules(), SensitiveKinds.none(), thieves());
  }

  /// Thieves who come from elsewhere, with something else, and look around.
  public static Thieves thieves() {
    Share seldom = new Share(0.8, 0.03);
    Grades often = new Grades(List.of(0.25, 0.1, 0.05), 0.1);
    Map<RiskClass, Double> operations = new EnumMap<>(RiskClass.class);
    for (RiskClass risk : RiskClass.values()) {
      operations.put(risk, risk.isPrivileged() ? 0.06 : 0.03);
    }
    return new Thieves(
        new Share(0.01, 0.9),
        new Sources(
            new Share(0.95, 0.1), seldom, seldom, new Share(0.7, 0.02), new Share(0.4, 0.01)),
        new Clients(new Share(0.95, 0.1), seldom, seldom, new Share(0.3, 0.01)),
        new Traits(
            new Grades(List.of(0.25, 0.15), 0.1),
            new Grades(List.of(0.3), 0.1),
            often,
            often,
            often),
        operations,
        0.1);
  }

  private static void sign(List<Detection> all, Sign sign, Facet facet, double nats) {
    all.add(detection(sign.name(), facet, nats, new Trigger.OnSign(sign)));
  }

  private static void call(
      List<Detection> all, String action, Facet facet, double nats, Ownership ownership) {
    all.add(detection(action, facet, nats, on(action, ownership)));
  }

  private static OnCall on(String action, Ownership ownership) {
    return new OnCall(
        (operation, name, risk) -> name.equals(action), Condition.ALWAYS, ownership, Attempts.ANY);
  }

  private static Detection harvest() {
    OnCall read = on("secrets:Get", Ownership.FOREIGN_ONLY);
    Trigger repeated = new Trigger.Repeated(read, Distinct.TARGET, 5, 10 * Times.MINUTE);
    return detection("secrets:Get", Facet.CREDENTIALS, 3.5, repeated);
  }

  private static Detection detection(String id, Facet facet, double nats, Trigger trigger) {
    Technique technique = new Technique("T1078.004", "Valid Accounts", "Cloud", Tactic.PERSISTENCE);
    return new Detection(
        id,
        id,
        "Why.",
        Severity.HIGH,
        List.of(technique),
        List.of(),
        facet,
        nats,
        trigger,
        "somebody moved",
        "Ask.");
  }

  private static RiskRules rules() {
    return (operation, action) -> new RiskVerdict(riskOf(operation, action), "for the test");
  }

  private static RiskClass riskOf(Operation operation, String action) {
    if (action.equals("commands:Run")) {
      return RiskClass.EXECUTE;
    }
    if (action.equals("keys:Create") || action.startsWith("secrets:")) {
      return RiskClass.CREDENTIAL;
    }
    if (operation.method().equals("DELETE") || action.endsWith(":Delete")) {
      return RiskClass.DELETE;
    }
    return operation.method().equals("GET") ? RiskClass.READ : RiskClass.WRITE;
  }
}

package dev.warder.content;

import dev.warder.engine.detection.Condition;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.detection.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Turns the `trigger` of a detection into one of the engine's three kinds.
final class TriggerReader {
  private static final List<String> KINDS = List.of("sign", "on", "repeated");
  private static final Map<String, Trigger.Ownership> OWNERSHIP =
      Map.of("any", Trigger.Ownership.ANY, "foreign", Trigger.Ownership.FOREIGN_ONLY);
  private static final Map<String, Trigger.Attempts> ATTEMPTS =
      Map.of(
          "any", Trigger.Attempts.ANY,
          "succeeded", Trigger.Attempts.SUCCEEDED_ONLY,
          "refused", Trigger.Attempts.REFUSED_ONLY);
  private static final Map<String, Trigger.Distinct> DISTINCT =
      Map.of(
          "target", Trigger.Distinct.TARGET,
          "operation", Trigger.Distinct.OPERATION,
          "call", Trigger.Distinct.CALL);

  private TriggerReader() {}

  static Trigger read(Fields in) {
    Trigger trigger =
        switch (in.oneOf(KINDS)) {
          case "sign" -> new Trigger.OnSign(in.constant("sign", Sign.class));
          case "on" -> on(in.fields("on"));
          default -> repeated(in.fields("repeated"));
        };
    in.end();
    return trigger;
  }

  private static Trigger.OnCall on(Fields in) {
    Trigger.OnCall call = call(in);
    in.end();
    return call;
  }

  private static Trigger.OnCall call(Fields in) {
    return new Trigger.OnCall(
        OperationChoice.read(in),
        in.has("when") ? ConditionReader.read(in.fields("when")) : Condition.ALWAYS,
        in.choice("ownership", OWNERSHIP, Trigger.Ownership.ANY),
        in.choice("attempts", ATTEMPTS, Trigger.Attempts.ANY));
  }

  private static Trigger.Repeated repeated(Fields in) {
    Trigger.OnCall call = call(in);
    int atLeast = in.integer("at-least");
    if (atLeast < 2 || atLeast > 64) {
      throw in.problem("at-least", "must be 2 to 64, is " + atLeast);
    }
    Duration within = in.duration("within");
    if (within.isNegative() || within.isZero() || within.compareTo(Duration.ofDays(1)) > 0) {
      throw in.problem("within", "must be above zero and at most a day, is " + within);
    }
    Trigger.Distinct distinct = in.choice("distinct", DISTINCT, Trigger.Distinct.TARGET);
    in.end();
    return new Trigger.Repeated(call, distinct, atLeast, within.toNanos() / 1_000);
  }
}

package dev.warder.engine.detection;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.parameter.SensitiveKinds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All detections in force, and how operations are classed.
///
/// @param version of the content, printed with every result
/// @param detections in the order of their ids, those from outside last; ids unique, at most one
///   per [Sign]
/// @param riskRules classes of operations
/// @param sensitiveKinds kinds of sensitive data that fields may hold
/// @param thieves how thieves are thought to behave
public record Detections(
    String version,
    List<Detection> detections,
    RiskRules riskRules,
    SensitiveKinds sensitiveKinds,
    Thieves thieves) {

  public Detections {
    requireNonNull(version, "version is null");
    requireNonNull(riskRules, "riskRules is null");
    requireNonNull(sensitiveKinds, "sensitiveKinds is null");
    requireNonNull(thieves, "thieves is null");
    detections = List.copyOf(detections);
    Set<Object> seen = new HashSet<>();
    for (Detection detection : detections) {
      if (!seen.add(detection.id())) {
        throw new IllegalArgumentException("detection id used twice: " + detection.id());
      }
      if (detection.trigger() instanceof Trigger.OnSign(Sign sign) && !seen.add(sign)) {
        throw new IllegalArgumentException("two detections for sign " + sign);
      }
    }
  }

  /// Detections without kinds of sensitive data, against thieves nothing is known of.
  public Detections(String version, List<Detection> detections, RiskRules riskRules) {
    this(version, detections, riskRules, SensitiveKinds.none(), Thieves.undeclared());
  }

  /// The same, against thieves who behave otherwise; the version says so.
  public Detections with(Thieves others) {
    return new Detections(version + "+thieves", detections, riskRules, sensitiveKinds, others);
  }

  /// These detections, and rules from outside behind them.
  public Detections with(List<Detection> outside) {
    List<Detection> all = new ArrayList<>(detections);
    all.addAll(outside);
    return new Detections(version, all, riskRules, sensitiveKinds, thieves);
  }

  /// The detections by their ids.
  public Map<String, Detection> byId() {
    return detections.stream().collect(Collectors.toUnmodifiableMap(Detection::id, d -> d));
  }

  /// The detection that speaks for a sign, if content has one.
  public Map<Sign, Detection> bySign() {
    Map<Sign, Detection> bySign = new EnumMap<>(Sign.class);
    for (Detection detection : detections) {
      if (detection.trigger() instanceof Trigger.OnSign(Sign sign)) {
        bySign.put(sign, detection);
      }
    }
    return bySign;
  }

  /// The call a detection watches, or null if it speaks for a sign.
  public static Trigger.@Nullable OnCall callOf(Detection detection) {
    return switch (detection.trigger()) {
      case Trigger.OnCall call -> call;
      case Trigger.Repeated repeated -> repeated.call();
      case Trigger.OnSign ignored -> null;
    };
  }
}

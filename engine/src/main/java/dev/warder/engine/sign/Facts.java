package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Sighting;
import dev.warder.model.Outcome;
import dev.warder.model.Source;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.FacetEvidence.Circle;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes facts of signs, with the weight and words that content gives them.
final class Facts {
  private final Map<Sign, Detection> bySign;

  Facts(Map<Sign, Detection> bySign) {
    this.bySign = bySign;
  }

  /// The detection for a sign, or null if content has none and the sign is not to be told.
  @Nullable Detection detection(Sign sign) {
    return bySign.get(sign);
  }

  static Fact fact(
      Detection detection, double nats, String usual, String seen, Circle newTo, Observation of) {
    return fact(detection, nats, usual, seen, newTo, Sighting.of(of.activity(), of.operation()));
  }

  static Fact fact(
      Detection detection, double nats, String usual, String seen, Circle newTo, Sighting of) {
    double bounded = Math.clamp(nats, 0, detection.nats());
    return new Fact(detection, bounded, usual, seen, newTo, evidence(of));
  }

  /// A source in words.
  static String describe(Source source) {
    return source.words() + ", " + source.sourceClass().name().toLowerCase(Locale.ROOT);
  }

  /// Where a machine's session belongs, in words.
  static String home(Source birth) {
    return birth.sourceClass().isRentable() ? describe(birth) : "a machine in a cloud";
  }

  /// Whether a machine's session was first seen in a cloud that is known by its number.
  static boolean isBornInCloud(Source birth) {
    return birth.sourceClass().isRentable() && birth.asNumber() != 0;
  }

  static Evidence evidence(Sighting of) {
    return new Evidence(
        of.uid(),
        of.timeMicros(),
        of.credentialUid(),
        of.source().address(),
        of.source().canonical(),
        of.client().family(),
        of.operation().name(),
        result(of.outcome()),
        of.target());
  }

  private static String result(Outcome outcome) {
    if (!outcome.error().isEmpty()) {
      return outcome.error();
    }
    return outcome.status() > 0 ? Integer.toString(outcome.status()) : outcome.result().name();
  }
}

package dev.warder.engine.evidence;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.detection.Detection;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.FacetEvidence.Circle;

/// One detection that held once.
///
/// @param detection what it means
/// @param nats what it weighs here, at most what the detection declares
/// @param usual what the key did before, in words
/// @param seen what it did now, in words
/// @param newTo the widest circle to which it is new
/// @param evidence the activity
public record Fact(
    Detection detection, double nats, String usual, String seen, Circle newTo, Evidence evidence) {
  public Fact {
    requireNonNull(detection, "detection is null");
    requireNonNull(usual, "usual is null");
    requireNonNull(seen, "seen is null");
    requireNonNull(newTo, "newTo is null");
    requireNonNull(evidence, "evidence is null");
  }

  public long timeMicros() {
    return evidence.timeMicros();
  }
}

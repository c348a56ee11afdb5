package dev.warder.engine.evidence;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.FacetEvidence.Circle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  public void save(StateWriter out) {
    out.text(detection.id());
    out.real(nats);
    out.text(usual);
    out.text(seen);
    out.name(newTo);
    SavedNouns.write(out, evidence);
  }

  /// Takes back what was saved; null if content no longer has the detection.
  ///
  /// @param detections of content, by id
  public static @Nullable Fact restore(StateReader in, Map<String, Detection> detections)
      throws StateException {
    Detection detection = detections.get(in.text());
    double nats = in.real();
    String usual = in.text();
    String seen = in.text();
    Circle newTo = in.name(Circle.class);
    Evidence evidence = SavedNouns.evidence(in);
    return detection == null ? null : new Fact(detection, nats, usual, seen, newTo, evidence);
  }
}

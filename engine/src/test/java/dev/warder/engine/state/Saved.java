package dev.warder.engine.state;

import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.TestContent;
import dev.warder.engine.detection.Condition;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.Trigger.Attempts;
import dev.warder.engine.detection.Trigger.OnCall;
import dev.warder.engine.detection.Trigger.Ownership;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.model.KeyRecord;
import dev.warder.model.Severity;
import dev.warder.model.finding.Facet;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;

/// Engines for tests of their states, and the states as bytes.
final class Saved {
  static final EngineSettings SETTINGS =
      new EngineSettings(
          2,
          Map.of(
              "key-1",
              new KeyRecord("key-1", "t", "o", "sync", KeyRecord.Privilege.PRIVILEGED, 5)));

  private Saved() {}

  /// The test's own detections and a rule from outside.
  static Detections content() {
    OnCall call =
        new OnCall(
            (operation, action, risk) -> action.equals("rules:Match"),
            Condition.ALWAYS,
            Ownership.ANY,
            Attempts.ANY);
    return TestContent.detections()
        .with(
            List.of(
                new Detection(
                    "outside-1",
                    "Rule",
                    "Why.",
                    Severity.LOW,
                    List.of(),
                    List.of(),
                    Facet.RULES,
                    1.5,
                    call,
                    "somebody tested",
                    "Ask.")));
  }

  static Engine engine() {
    Engine engine = new Engine(SETTINGS, content(), new ConjunctionScorer());
    engine.expectMoreLater();
    return engine;
  }

  /// An engine over so many partitions.
  static Engine engine(int partitions) {
    Engine engine = new Engine(over(partitions), content(), new ConjunctionScorer());
    engine.expectMoreLater();
    return engine;
  }

  static EngineSettings over(int partitions) {
    return SETTINGS.over(partitions);
  }

  static Engine restored(byte[] state) throws StateException {
    return restored(state, SETTINGS, content());
  }

  static Engine restored(byte[] state, EngineSettings settings, Detections content)
      throws StateException {
    return Engine.restore(settings, content, new ConjunctionScorer(), StateSource.of(state));
  }

  static byte[] bytes(Engine engine) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    engine.save((block, length) -> out.write(block, 0, length));
    return out.toByteArray();
  }
}

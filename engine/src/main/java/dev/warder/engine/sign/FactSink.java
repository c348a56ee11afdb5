package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.profile.Strand;

/// Takes facts as they are found.
@FunctionalInterface
public interface FactSink {
  void accept(Strand strand, Fact fact);

  /// Takes note that a detection held once more, and that its fact would add nothing to the case.
  default void again(Strand strand, Detection detection) {}
}

package dev.warder.engine.sign;

import dev.warder.engine.evidence.Fact;
import dev.warder.engine.profile.Strand;

/// Takes facts as they are found.
@FunctionalInterface
public interface FactSink {
  void accept(Strand strand, Fact fact);
}

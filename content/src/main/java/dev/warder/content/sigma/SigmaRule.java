package dev.warder.content.sigma;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.detection.Detection;
import java.util.List;

/// A rule that was loaded.
///
/// @param detection what the engine runs
/// @param file path below the directory of the rules
/// @param line line on which the rule begins, from 1
/// @param status how far its author trusts it, such as `stable` or `experimental`; empty if unsaid
/// @param level `informational` to `critical`, as its author has it
/// @param falsePositives what its author knows to set it off without harm
/// @param references where its author found it described
public record SigmaRule(
    Detection detection,
    String file,
    int line,
    String status,
    String level,
    List<String> falsePositives,
    List<String> references) {
  public SigmaRule {
    requireNonNull(detection, "detection is null");
    requireNonNull(file, "file is null");
    requireNonNull(status, "status is null");
    requireNonNull(level, "level is null");
    falsePositives = List.copyOf(falsePositives);
    references = List.copyOf(references);
  }
}

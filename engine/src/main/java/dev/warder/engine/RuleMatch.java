package dev.warder.engine;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.detection.Detection;

/// What one rule from outside matched in a run, whether or not anything was told of it.
///
/// @param rule the rule
/// @param calls calls it matched
/// @param keyless of these, calls without a credential, which no case can be made of
/// @param firstMicros time of the first of them
/// @param lastMicros time of the last of them
/// @param firstUid the log's id of the first of them
public record RuleMatch(
    Detection rule, long calls, long keyless, long firstMicros, long lastMicros, String firstUid) {
  public RuleMatch {
    requireNonNull(rule, "rule is null");
    requireNonNull(firstUid, "firstUid is null");
  }
}

package dev.warder.engine;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.profile.KeyGroups;
import dev.warder.model.DeadOperations;
import dev.warder.model.KeyRecord;
import dev.warder.model.KeyRecords;
import java.util.Map;

/// What an operator sets.
///
/// @param alertsPerDay alerts a UTC day may bring, 0 or more; a cap, never a quota
/// @param keyRecords the platform's own key inventory, may be empty
/// @param deadOperations what nobody may call
/// @param partitions over how many partitions keys are spread, 1 to [KeyGroups#COUNT]; what is
///   concluded does not depend on it
public record EngineSettings(
    double alertsPerDay, KeyRecords keyRecords, DeadOperations deadOperations, int partitions) {

  /// Alerts a day that one person on call can look into.
  public static final double DEFAULT_ALERTS_PER_DAY = 5;

  public EngineSettings {
    if (!(alertsPerDay >= 0 && alertsPerDay <= 1_000_000)) {
      throw new IllegalArgumentException("alerts per day must be 0 to 1000000, is " + alertsPerDay);
    }
    if (partitions < 1 || partitions > KeyGroups.COUNT) {
      throw new IllegalArgumentException(
          "partitions must be 1 to " + KeyGroups.COUNT + ", is " + partitions);
    }
    requireNonNull(keyRecords, "keyRecords is null");
    requireNonNull(deadOperations, "deadOperations is null");
  }

  /// Settings with all keys in one partition.
  public EngineSettings(
      double alertsPerDay, Map<String, KeyRecord> keyRecords, DeadOperations deadOperations) {
    this(alertsPerDay, KeyRecords.of(keyRecords), deadOperations, 1);
  }

  /// Settings without dead operations, and with all keys in one partition.
  public EngineSettings(double alertsPerDay, Map<String, KeyRecord> keyRecords) {
    this(alertsPerDay, keyRecords, DeadOperations.NONE);
  }

  /// The same with keys spread over some partitions.
  public EngineSettings over(int some) {
    return new EngineSettings(alertsPerDay, keyRecords, deadOperations, some);
  }

  public static EngineSettings defaults() {
    return new EngineSettings(DEFAULT_ALERTS_PER_DAY, Map.of());
  }
}

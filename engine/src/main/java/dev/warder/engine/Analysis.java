package dev.warder.engine;

import static java.util.Objects.requireNonNull;

import dev.warder.model.finding.Incident;
import dev.warder.model.inventory.Inventory;
import java.util.List;

/// What a run concluded.
///
/// @param inventory APIs, keys, sources
/// @param incidents by risk, highest first; those over the budget included and marked
/// @param alertsPerDay budget that was in force
/// @param thresholdNats evidence a strand needs before anything is said
/// @param keptQuiet strands that showed some evidence, but less than the threshold
/// @param contentVersion version of the detections used
public record Analysis(
    Inventory inventory,
    List<Incident> incidents,
    double alertsPerDay,
    double thresholdNats,
    long keptQuiet,
    String contentVersion) {

  public Analysis {
    requireNonNull(inventory, "inventory is null");
    requireNonNull(contentVersion, "contentVersion is null");
    incidents = List.copyOf(incidents);
  }

  public Analysis withInventory(Inventory other) {
    return new Analysis(other, incidents, alertsPerDay, thresholdNats, keptQuiet, contentVersion);
  }
}

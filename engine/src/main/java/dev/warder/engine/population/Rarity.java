package dev.warder.engine.population;

import dev.warder.engine.detection.Thieves;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.profile.Adoption;

/// What it weighs that a consumer calls an operation new to its key: `ln(share of thieves that call
/// it / share of keys that use it)`. A call that half of all keys make says nothing.
final class Rarity {
  /// What the rarest operation weighs, in nats.
  static final double MOST = 3;

  private static final double LEAST = -1;
  private static final double HALF = 0.5;
  private static final double PRIOR_KEYS = 10;

  private final Adoption adoption;
  private final Thieves thieves;

  Rarity(Adoption adoption, Thieves thieves) {
    this.adoption = adoption;
    this.thieves = thieves;
  }

  double nats(OperationView operation) {
    double share = (keys(operation) + HALF) / (adoption.profiles() + PRIOR_KEYS);
    double ofThieves = thieves.operation(operation.risk().riskClass());
    return Math.clamp(StrictMath.log(ofThieves / share), LEAST, MOST);
  }

  /// How many keys use the operation, under its present number or an earlier one.
  int keys(OperationView operation) {
    int keys = adoption.of(operation.id());
    for (int id : operation.absorbedIds()) {
      keys += adoption.of(id);
    }
    return Math.min(keys, adoption.profiles());
  }
}

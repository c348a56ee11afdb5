package dev.warder.engine.population;

import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.profile.Adoption;
import dev.warder.model.RiskClass;

/// What it weighs that a consumer calls an operation new to its key: `ln(share of thieves that call
/// it / share of keys that use it)`. A call that half of all keys make says nothing.
final class Rarity {
  private static final double MOST = 3;
  private static final double LEAST = -1;
  private static final double HALF = 0.5;
  private static final double PRIOR_KEYS = 10;

  private final Adoption adoption;

  Rarity(Adoption adoption) {
    this.adoption = adoption;
  }

  double nats(OperationView operation) {
    double share = (keys(operation) + HALF) / (adoption.profiles() + PRIOR_KEYS);
    double thieves = thieves(operation.risk().riskClass());
    return Math.clamp(StrictMath.log(thieves / share), LEAST, MOST);
  }

  /// How many keys use the operation, under its present number or an earlier one.
  int keys(OperationView operation) {
    int keys = adoption.of(operation.id());
    for (int id : operation.absorbedIds()) {
      keys += adoption.of(id);
    }
    return Math.min(keys, adoption.profiles());
  }

  /// The share of thieves that call one operation of a class, declared.
  private static double thieves(RiskClass risk) {
    return switch (risk) {
      case CREDENTIAL, EXECUTE -> 0.06;
      case ADMIN, EXPORT -> 0.05;
      case LIST -> 0.04;
      case UNKNOWN, READ, WRITE, DELETE -> 0.03;
    };
  }
}

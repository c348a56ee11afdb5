package dev.warder.engine.profile;

import dev.warder.engine.inventory.OperationView;
import dev.warder.model.Activity;

/// One activity set beside what was known before it.
///
/// @param activity the call
/// @param operation what was called
/// @param credential with which key
/// @param strand by which consumer
/// @param opensStrand whether the consumer is seen for the first time
/// @param newToStrand whether the consumer never called the operation
/// @param newToProfile whether the key's trusted consumers never did
/// @param founded whether the profile knew enough, before this call, to call anything new
/// @param silenceMicros how long the key had been silent
/// @param longestGapMicros the longest it had been silent before that
public record Observation(
    Activity activity,
    OperationView operation,
    CredentialState credential,
    Strand strand,
    boolean opensStrand,
    boolean newToStrand,
    boolean newToProfile,
    boolean founded,
    long silenceMicros,
    long longestGapMicros) {

  /// Whether the call comes from a consumer whose behaviour is part of the key's baseline.
  public boolean isByKnownConsumer() {
    return founded && strand.isKnown();
  }

  /// On how many earlier days trusted consumers called the operation.
  public int earlierDays() {
    return strand.profile().earlierDays(operation, activity.timeMicros());
  }

  /// Whether the call acts only on what its strand made itself.
  public boolean actsOnOwn() {
    return strand.madeAllTargets(activity);
  }

  public long timeMicros() {
    return activity.timeMicros();
  }
}

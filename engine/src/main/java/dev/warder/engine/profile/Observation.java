package dev.warder.engine.profile;

import dev.warder.engine.inventory.OperationState;
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
/// @param earlierDays on how many earlier days trusted consumers called the operation
/// @param silenceMicros how long the key had been silent
/// @param longestGapMicros the longest it had been silent before that
public record Observation(
    Activity activity,
    OperationState operation,
    CredentialState credential,
    Strand strand,
    boolean opensStrand,
    boolean newToStrand,
    boolean newToProfile,
    boolean founded,
    int earlierDays,
    long silenceMicros,
    long longestGapMicros) {

  /// Whether the call acts only on what its strand made itself.
  public boolean actsOnOwn() {
    return strand.madeAllTargets(activity);
  }

  public long timeMicros() {
    return activity.timeMicros();
  }
}

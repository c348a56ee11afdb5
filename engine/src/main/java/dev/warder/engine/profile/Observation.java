package dev.warder.engine.profile;

import dev.warder.engine.inventory.OperationView;
import dev.warder.model.Activity;

/// One activity set beside what was known before it. [Profiles] has one object for all calls: what
/// it says holds until the next call, and nobody keeps it. Confined to the engine's thread.
public final class Observation {
  Activity activity;
  OperationView operation;
  CredentialState credential;
  Strand strand;
  boolean opensStrand;
  boolean newToStrand;
  boolean newToProfile;
  boolean founded;
  long silenceMicros;
  long longestGapMicros;

  Observation(
      Activity activity, OperationView operation, CredentialState credential, Strand strand) {
    this.activity = activity;
    this.operation = operation;
    this.credential = credential;
    this.strand = strand;
  }

  /// The call.
  public Activity activity() {
    return activity;
  }

  /// What was called.
  public OperationView operation() {
    return operation;
  }

  /// With which key.
  public CredentialState credential() {
    return credential;
  }

  /// By which consumer.
  public Strand strand() {
    return strand;
  }

  /// Whether the consumer is seen for the first time.
  public boolean opensStrand() {
    return opensStrand;
  }

  /// Whether the consumer never called the operation.
  public boolean newToStrand() {
    return newToStrand;
  }

  /// Whether the key's trusted consumers never did.
  public boolean newToProfile() {
    return newToProfile;
  }

  /// Whether the profile knew enough, before this call, to call anything new.
  public boolean founded() {
    return founded;
  }

  /// How long the key had been silent.
  public long silenceMicros() {
    return silenceMicros;
  }

  /// The longest it had been silent before that.
  public long longestGapMicros() {
    return longestGapMicros;
  }

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

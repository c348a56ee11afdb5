package dev.warder.keys;

import static java.util.Objects.requireNonNull;

/// Hears of uses that are a sign by themselves. Called by one thread of `keys`, not by the one that
/// gave the verdict; it may take its time, but what waits for it is bounded and what is lost
/// counted.
@FunctionalInterface
public interface KeyAlarm {
  /// Hears nothing.
  KeyAlarm NONE = use -> {};

  void hear(Use use);

  /// A right secret in the wrong hands, or in forgetful ones.
  ///
  /// @param kind what it is a sign of
  /// @param verdictId the verdict that was given; empty if the secret was told and not used
  /// @param keyId the key
  /// @param tenant whose key it is
  /// @param timeMicros when, microseconds since the epoch, UTC
  /// @param operation method and path of the call
  /// @param source canonical source of the call
  record Use(
      Kind kind,
      String verdictId,
      String keyId,
      String tenant,
      long timeMicros,
      String operation,
      String source) {
    public Use {
      requireNonNull(kind, "kind is null");
      requireNonNull(verdictId, "verdictId is null");
      requireNonNull(keyId, "keyId is null");
      requireNonNull(tenant, "tenant is null");
      requireNonNull(operation, "operation is null");
      requireNonNull(source, "source is null");
    }
  }

  /// What a use is a sign of.
  enum Kind {
    /// A key that was planted and that no software has.
    HONEY,
    /// A key that was revoked, invalidated, rotated out or has expired.
    RETIRED
  }
}

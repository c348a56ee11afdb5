package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// What the platform's own key inventory says of one key; given by the operator, optional.
///
/// @param credentialUid the key, spelled as in the logs
/// @param tenantUid customer organisation, may be empty
/// @param ownerUid principal that owns it, may be empty
/// @param integrationKind what software is registered for it, may be empty
/// @param privilege whether it may do privileged things
/// @param createdMicros when it was created; the record counts only from then on; 0 if unknown
public record KeyRecord(
    String credentialUid,
    String tenantUid,
    String ownerUid,
    String integrationKind,
    Privilege privilege,
    long createdMicros) {

  public KeyRecord {
    requireNonNull(credentialUid, "credentialUid is null");
    requireNonNull(tenantUid, "tenantUid is null");
    requireNonNull(ownerUid, "ownerUid is null");
    requireNonNull(integrationKind, "integrationKind is null");
    requireNonNull(privilege, "privilege is null");
  }

  /// Whether a key may do privileged things.
  public enum Privilege {
    UNKNOWN,
    ORDINARY,
    PRIVILEGED
  }
}

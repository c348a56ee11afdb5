package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// What the platform's own key inventory says of one key; given by the operator, optional.
///
/// @param credentialUid the key, spelled as in the logs
/// @param tenantUid customer organisation, may be empty
/// @param ownerUid principal that owns it, may be empty
/// @param integrationKind what software is registered for it, may be empty
/// @param privilege whether it may do privileged things
/// @param createdMicros when it was created; the record counts only from then on, and who made a
///   key of that tenant at that moment made this one; 0 if unknown
/// @param retiredMicros when it was, or will be, revoked, replaced or over; 0 if no end is known
/// @param honey whether it is a trap: no software has it, so that whoever uses it has found it
public record KeyRecord(
    String credentialUid,
    String tenantUid,
    String ownerUid,
    String integrationKind,
    Privilege privilege,
    long createdMicros,
    long retiredMicros,
    boolean honey) {

  public KeyRecord {
    requireNonNull(credentialUid, "credentialUid is null");
    requireNonNull(tenantUid, "tenantUid is null");
    requireNonNull(ownerUid, "ownerUid is null");
    requireNonNull(integrationKind, "integrationKind is null");
    requireNonNull(privilege, "privilege is null");
  }

  /// A key in use, with a past and no end.
  public KeyRecord(
      String credentialUid,
      String tenantUid,
      String ownerUid,
      String integrationKind,
      Privilege privilege,
      long createdMicros) {
    this(credentialUid, tenantUid, ownerUid, integrationKind, privilege, createdMicros, 0, false);
  }

  /// Whether the key was out of use by a time.
  public boolean isRetiredBy(long timeMicros) {
    return retiredMicros > 0 && retiredMicros <= timeMicros;
  }

  /// Whether a key may do privileged things.
  public enum Privilege {
    UNKNOWN,
    ORDINARY,
    PRIVILEGED
  }
}

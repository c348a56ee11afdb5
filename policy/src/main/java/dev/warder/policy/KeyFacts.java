package dev.warder.policy;

import static java.util.Objects.requireNonNull;

import dev.warder.model.KeyRecord.Privilege;

/// What a decision knows of a key: no secret, nothing that changes by use.
///
/// - Units: times in microseconds since the epoch, UTC
/// - Bounds: a million of them live; keys that may do the same share their [Grant]
///
/// @param id public id of the key
/// @param tenant customer organisation
/// @param principal who owns it; may be empty
/// @param privilege whether it may do privileged things
/// @param integrationKind what software is registered for it; may be empty
/// @param environment what it is for
/// @param mintedMicros when it was minted
/// @param expiresMicros the first moment at which it no longer counts; [#NEVER] if there is none
/// @param overlapEndsMicros of a key that was replaced, fenced since or not, the first moment at
///   which only its successor counts; [#NEVER] for others
/// @param parentId the key that minted it; empty if none did
/// @param standing what became of it
/// @param binding whether it needs a proof of possession
/// @param grant what it may do
public record KeyFacts(
    String id,
    String tenant,
    String principal,
    Privilege privilege,
    String integrationKind,
    Environment environment,
    long mintedMicros,
    long expiresMicros,
    long overlapEndsMicros,
    String parentId,
    Standing standing,
    Binding binding,
    Grant grant) {

  /// The time that never comes.
  public static final long NEVER = Long.MAX_VALUE;

  /// The time that is over whatever the clock says.
  public static final long AT_ONCE = Long.MIN_VALUE;

  public KeyFacts {
    requireNonNull(id, "id is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(principal, "principal is null");
    requireNonNull(privilege, "privilege is null");
    requireNonNull(integrationKind, "integrationKind is null");
    requireNonNull(environment, "environment is null");
    requireNonNull(parentId, "parentId is null");
    requireNonNull(standing, "standing is null");
    requireNonNull(binding, "binding is null");
    requireNonNull(grant, "grant is null");
    if (id.isEmpty() || tenant.isEmpty()) {
      throw new IllegalArgumentException("id or tenant is empty");
    }
    if (expiresMicros <= mintedMicros) {
      throw new IllegalArgumentException("expires before it is minted");
    }
  }

  /// Whether the key opens something at a time, mass invalidations apart.
  public boolean isLive(long micros) {
    return standing != Standing.REVOKED
        && micros < expiresMicros
        && (standing == Standing.ACTIVE || micros < overlapEndsMicros);
  }

  /// The same key in another standing.
  ///
  /// @param untilMicros when the overlap of a key that was replaced ends, [#AT_ONCE] if there is
  ///   none; [#NEVER] for any other
  public KeyFacts with(Standing newStanding, long untilMicros) {
    return new KeyFacts(
        id,
        tenant,
        principal,
        privilege,
        integrationKind,
        environment,
        mintedMicros,
        expiresMicros,
        untilMicros,
        parentId,
        newStanding,
        binding,
        grant);
  }

  /// The same key with another grant.
  public KeyFacts with(Grant newGrant) {
    return new KeyFacts(
        id,
        tenant,
        principal,
        privilege,
        integrationKind,
        environment,
        mintedMicros,
        expiresMicros,
        overlapEndsMicros,
        parentId,
        standing,
        binding,
        newGrant);
  }
}

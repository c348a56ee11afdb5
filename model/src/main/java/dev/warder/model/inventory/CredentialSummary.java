package dev.warder.model.inventory;

import dev.warder.model.CredentialKind;
import java.util.List;

/// One key, and the consumers behind it.
///
/// @param uid public id or keyed hash
/// @param kind what sort of credential
/// @param tenant customer organisation, may be empty
/// @param ownerUid principal that owns it, may be empty
/// @param ownerName name of the owner for people, may be empty
/// @param integrationKind what software is registered for it, empty if nobody said
/// @param mintedBy key that created it in this log, empty if none did
/// @param createdMicros when it was created, 0 if unknown
/// @param firstMicros first call seen
/// @param lastMicros last call seen
/// @param calls how many calls
/// @param failures how many of them did not succeed
/// @param operations how many different operations
/// @param privilegedCalls calls of privileged operations
/// @param privilegedOperations names of privileged operations it used, at most sixteen
/// @param strands consumers, by calls, most first
/// @param posture what is wrong with the key itself, worst first
/// @param hourly calls by hour of day, UTC, 24 entries
public record CredentialSummary(
    String uid,
    CredentialKind kind,
    String tenant,
    String ownerUid,
    String ownerName,
    String integrationKind,
    String mintedBy,
    long createdMicros,
    long firstMicros,
    long lastMicros,
    long calls,
    long failures,
    int operations,
    long privilegedCalls,
    List<String> privilegedOperations,
    List<StrandSummary> strands,
    List<PostureFinding> posture,
    List<Long> hourly) {

  public CredentialSummary {
    privilegedOperations = List.copyOf(privilegedOperations);
    strands = List.copyOf(strands);
    posture = List.copyOf(posture);
    hourly = List.copyOf(hourly);
  }
}

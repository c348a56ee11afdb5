package dev.warder.model.finding;

import static java.util.Objects.requireNonNull;

/// One activity that a finding rests on, reduced to what an analyst needs to look it up.
///
/// @param activityUid id of the event in the log
/// @param timeMicros when, microseconds since the epoch
/// @param credentialUid key that made the call
/// @param address where it came from
/// @param source canonical source of that address
/// @param client client family
/// @param operation name of the operation
/// @param result outcome as the log has it, such as `200` or `AccessDenied`
/// @param target resource acted on, empty if the log names none
public record Evidence(
    String activityUid,
    long timeMicros,
    String credentialUid,
    String address,
    String source,
    String client,
    String operation,
    String result,
    String target) {

  public Evidence {
    requireNonNull(activityUid, "activityUid is null");
    requireNonNull(credentialUid, "credentialUid is null");
    requireNonNull(address, "address is null");
    requireNonNull(source, "source is null");
    requireNonNull(client, "client is null");
    requireNonNull(operation, "operation is null");
    requireNonNull(result, "result is null");
    requireNonNull(target, "target is null");
  }
}

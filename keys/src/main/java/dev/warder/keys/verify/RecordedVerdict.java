package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Source;
import dev.warder.policy.Reason;

/// A verdict as it was written down, for whoever follows the record. What the caller was told may
/// be less: of a key that is watched it names the key all the same.
///
/// @param id of the verdict
/// @param timeMicros the time of the call, microseconds since the epoch, UTC
/// @param door which door asked; empty where nobody wrote it down
/// @param reason that the caller was told
/// @param passed whether the call was to pass
/// @param keyId the key whose right secret was shown; empty if none was
/// @param tenant whose key it is; empty with `keyId`
/// @param principal who the key acts as; may be empty
/// @param host the call was for; may be empty
/// @param method of the call
/// @param path of the call, cut where it is long; empty if it is not known any more
/// @param source where it came from, as far as the record tells
/// @param userAgent what software made it, as it says; may be empty
public record RecordedVerdict(
    String id,
    long timeMicros,
    String door,
    Reason reason,
    boolean passed,
    String keyId,
    String tenant,
    String principal,
    String host,
    String method,
    String path,
    Source source,
    String userAgent) {
  /// The door that the gateway asks by; it writes calls down itself, too.
  public static final String GATE = "gate";

  /// The door that a platform asks by when work is due that a key set up earlier: no call.
  public static final String SCHEDULED = "scheduled";

  public RecordedVerdict {
    requireNonNull(id, "id is null");
    requireNonNull(door, "door is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(keyId, "keyId is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(principal, "principal is null");
    requireNonNull(host, "host is null");
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(source, "source is null");
    requireNonNull(userAgent, "userAgent is null");
  }
}

package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.Reason;
import java.util.List;

/// Why a verdict was given, for whoever administers keys: it tells the true reason even where the
/// caller was not told.
///
/// @param verdictId the verdict
/// @param timeMicros when it was given, microseconds since the epoch, UTC
/// @param told the reason that the caller was given
/// @param keyId the key whose right secret was shown; empty if none was
/// @param tenant whose key it is; empty if none
/// @param operation method and path of the call
/// @param source canonical source of the call
/// @param sentences why, in order
public record Explanation(
    String verdictId,
    long timeMicros,
    Reason told,
    String keyId,
    String tenant,
    String operation,
    String source,
    List<String> sentences) {
  public Explanation {
    requireNonNull(verdictId, "verdictId is null");
    requireNonNull(told, "told is null");
    requireNonNull(keyId, "keyId is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(operation, "operation is null");
    requireNonNull(source, "source is null");
    sentences = List.copyOf(sentences);
  }
}

package dev.warder.model.inventory;

import dev.warder.model.CredentialKind;
import dev.warder.model.Operation;
import dev.warder.model.RiskClass;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One operation as traffic shows it.
///
/// Units sizes in bytes, latency in microseconds, times in microseconds since the epoch;
/// percentiles are -1 where the log has no such figure
///
/// @param operation method and template, or action
/// @param riskClass what it could do in the wrong hands
/// @param riskReason why it has that class
/// @param origin how the template is known
/// @param calls how often it was called
/// @param credentials how many different keys called it
/// @param anonymousCalls how many calls carried no credential
/// @param anonymousSuccesses how many of those succeeded
/// @param authSeen kinds of credential it was called with
/// @param statuses calls by outcome (`200`, `AccessDenied`), most first
/// @param requestBytesP50 median request body
/// @param responseBytesP50 median response body
/// @param responseBytesMax largest response body
/// @param latencyP50Micros median latency
/// @param latencyP99Micros slow latency
/// @param firstMicros first seen
/// @param lastMicros last seen
/// @param topCredentials uids of the keys that call it, first seen first, at most eight
/// @param version API version by the path or the host (`v1`, `2024-01-01`), empty if none shows
/// @param parameters path parameters in their order, then query and body by name
/// @param parametersLeftOut sightings of further parameters for which there was no room
public record OperationSummary(
    Operation operation,
    RiskClass riskClass,
    String riskReason,
    Origin origin,
    long calls,
    int credentials,
    long anonymousCalls,
    long anonymousSuccesses,
    List<CredentialKind> authSeen,
    Map<String, Long> statuses,
    long requestBytesP50,
    long responseBytesP50,
    long responseBytesMax,
    long latencyP50Micros,
    long latencyP99Micros,
    long firstMicros,
    long lastMicros,
    List<String> topCredentials,
    String version,
    List<ParameterSummary> parameters,
    long parametersLeftOut) {

  public OperationSummary {
    authSeen = List.copyOf(authSeen);
    statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
    topCredentials = List.copyOf(topCredentials);
    parameters = List.copyOf(parameters);
  }

  /// Labels of all kinds of sensitive data that its parameters hold, each once.
  public List<String> sensitive() {
    return parameters.stream()
        .flatMap(parameter -> parameter.sensitive().stream())
        .map(SensitiveData::label)
        .distinct()
        .toList();
  }

  /// How an operation's template is known.
  public enum Origin {
    /// The provider names the action.
    NAMED,
    /// The framework reported its route.
    ROUTE,
    /// Learned from paths.
    LEARNED
  }
}

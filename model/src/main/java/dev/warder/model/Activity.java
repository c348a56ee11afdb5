package dev.warder.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/// One API call as seen, already enriched; immutable and safe to share between threads.
///
/// Readers in `collect` make it; everything after them only reads it. Parts that repeat (caller,
/// source, client) are shared objects, so that a million activities of one key hold one [Caller].
///
/// Units time in microseconds since the epoch, UTC; sizes in bytes; latency in microseconds;
/// [#UNKNOWN] where the log does not say Bounds strings at most [#MAX_TEXT] characters (readers cut
/// longer ones), lists at most [#MAX_LIST] entries, attributes at most [#MAX_LIST] Source OCSF 1.5
/// API Activity (6003) and HTTP Activity (4002)
///
/// @param timeMicros when the request was received
/// @param uid the log's own id of the event, or one derived from its content
/// @param tenant the customer organisation, empty when the log names none
/// @param caller who called, and with what credential
/// @param source where the call came from
/// @param client what software called
/// @param call what was called
/// @param outcome how it ended
/// @param requestBytes body size received
/// @param responseBytes body size sent
/// @param latencyMicros from receipt to reply
/// @param targets names of the resources the call acted on, in the provider's own spelling
/// @param made names of the resources the call created; never a secret
/// @param mintedCredential uid of a credential this call brought into being, else empty
/// @param parameters what the query and body carried, without the values
/// @param attributes further facts of the log by dotted path, for detections; values are data,
///   never to be printed raw
public record Activity(
    long timeMicros,
    String uid,
    String tenant,
    Caller caller,
    Source source,
    Client client,
    Call call,
    Outcome outcome,
    long requestBytes,
    long responseBytes,
    long latencyMicros,
    List<String> targets,
    List<String> made,
    String mintedCredential,
    List<Parameter> parameters,
    Map<String, String> attributes) {

  /// A size or duration that the log does not carry.
  public static final long UNKNOWN = -1;

  /// The longest text, in characters, that a reader puts into any field.
  public static final int MAX_TEXT = 2_048;

  /// The most entries that a reader puts into any list or map.
  public static final int MAX_LIST = 64;

  public Activity {
    requireNonNull(uid, "uid is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(caller, "caller is null");
    requireNonNull(source, "source is null");
    requireNonNull(client, "client is null");
    requireNonNull(call, "call is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(mintedCredential, "mintedCredential is null");
    targets = List.copyOf(targets);
    made = List.copyOf(made);
    parameters = List.copyOf(parameters);
    attributes = Map.copyOf(attributes);
  }

  /// The same call at another time.
  public Activity at(long otherMicros) {
    return with(otherMicros, client, call, parameters);
  }

  /// The same with what was called told in another way, such as with its route.
  public Activity calling(Call other) {
    return with(timeMicros, client, other, parameters);
  }

  /// The same made by other software.
  public Activity madeBy(Client other) {
    return with(timeMicros, other, call, parameters);
  }

  /// The same with other parameters.
  public Activity showing(List<Parameter> other) {
    return with(timeMicros, client, call, other);
  }

  private Activity with(
      long otherMicros, Client otherClient, Call otherCall, List<Parameter> otherParameters) {
    return new Activity(
        otherMicros,
        uid,
        tenant,
        caller,
        source,
        otherClient,
        otherCall,
        outcome,
        requestBytes,
        responseBytes,
        latencyMicros,
        targets,
        made,
        mintedCredential,
        otherParameters,
        attributes);
  }
}

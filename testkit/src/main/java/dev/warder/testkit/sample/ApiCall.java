package dev.warder.testkit.sample;

import org.jspecify.annotations.Nullable;

/// One call to the platform, before any log format tells it.
///
/// @param timeMillis when the request was received
/// @param uid the event's id, the same in every log that shows it
/// @param route null for a path that the platform does not have
/// @param query empty if none
/// @param subject id of the resource it acted on or made; empty for lists
/// @param object id of a second resource it named, such as the system a command ran on
/// @param mintedKey fingerprint of an API key that the call created, else empty
record ApiCall(
    long timeMillis,
    String uid,
    ApiKey key,
    Network.Address address,
    Client client,
    String method,
    @Nullable Route route,
    String path,
    String query,
    int requestBytes,
    int status,
    int responseBytes,
    int latencyMillis,
    String subject,
    String object,
    String mintedKey) {

  /// When the log line is written: at the end of the reply.
  long loggedMillis() {
    return timeMillis + latencyMillis;
  }

  boolean succeeded() {
    return status < 400;
  }

  ApiCall withUid(String newUid) {
    return new ApiCall(
        timeMillis,
        newUid,
        key,
        address,
        client,
        method,
        route,
        path,
        query,
        requestBytes,
        status,
        responseBytes,
        latencyMillis,
        subject,
        object,
        mintedKey);
  }
}

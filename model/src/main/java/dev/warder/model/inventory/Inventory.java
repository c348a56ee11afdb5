package dev.warder.model.inventory;

import java.util.List;

/// All APIs and all keys that a run has seen.
///
/// @param apis by calls, most first
/// @param credentials by calls, most first
/// @param sources by calls, most first
/// @param timeline calls over time
/// @param firstMicros time of the earliest activity, 0 if there was none
/// @param lastMicros time of the latest activity, 0 if there was none
/// @param activities how many were taken in
/// @param anonymous how many of them carried no credential
/// @param late how many came after their time had been closed
public record Inventory(
    List<ApiSummary> apis,
    List<CredentialSummary> credentials,
    List<SourceSummary> sources,
    Timeline timeline,
    long firstMicros,
    long lastMicros,
    long activities,
    long anonymous,
    long late) {

  public Inventory {
    apis = List.copyOf(apis);
    credentials = List.copyOf(credentials);
    sources = List.copyOf(sources);
  }

  public Inventory withApis(List<ApiSummary> others) {
    return new Inventory(
        others,
        credentials,
        sources,
        timeline,
        firstMicros,
        lastMicros,
        activities,
        anonymous,
        late);
  }
}

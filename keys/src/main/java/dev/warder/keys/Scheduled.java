package dev.warder.keys;

import static java.util.Objects.requireNonNull;

/// Work that somebody set up with a key and that is to be done later, when the key's secret is not
/// at hand any more.
///
/// @param keyId who set it up
/// @param verdictId the verdict by which that was allowed, for the record
public record Scheduled(String keyId, String verdictId) {
  public Scheduled {
    requireNonNull(keyId, "keyId is null");
    requireNonNull(verdictId, "verdictId is null");
  }
}

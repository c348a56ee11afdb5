package dev.warder.keys;

import static java.util.Objects.requireNonNull;

/// What forgetting a tenant takes away, or has taken away.
///
/// @param tenant customer organisation
/// @param keys keys that it ever had: of each only what must survive is kept
/// @param open keys of it that are not ended; with any it is not forgotten
/// @param wishes wishes for keys of it that are remembered
/// @param forgottenMicros when it was forgotten, microseconds since the epoch; 0 if it was not
/// @param behind why rows still hold what the journal does not any more; empty if they do not
public record Forgetting(
    String tenant, long keys, long open, long wishes, long forgottenMicros, String behind) {
  public Forgetting {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(behind, "behind is null");
  }

  /// Whether the tenant is forgotten.
  public boolean isForgotten() {
    return forgottenMicros != 0;
  }

  /// The same with what is to be said of rows.
  public Forgetting behind(String newBehind) {
    return new Forgetting(tenant, keys, open, wishes, forgottenMicros, newBehind);
  }
}

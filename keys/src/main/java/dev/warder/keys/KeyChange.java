package dev.warder.keys;

import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.GrantText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be different about a key; null leaves a thing as it is. Tenant, environment, parent
/// and nature never change, privilege only where nobody told it yet: mint another key for that.
///
/// @param owner person or team that answers for it
/// @param contact how to reach the owner
/// @param integration the software that uses it
/// @param grant what it is allowed
/// @param expiresMicros when it ends, microseconds since the epoch; `Long.MAX_VALUE` = never
/// @param note for people
/// @param labels for programs; all of them anew
/// @param privilege whether it may do privileged things, of a key of which that is not known
public record KeyChange(
    @Nullable String owner,
    @Nullable String contact,
    @Nullable Integration integration,
    @Nullable GrantText grant,
    @Nullable Long expiresMicros,
    @Nullable String note,
    @Nullable Map<String, String> labels,
    @Nullable Privilege privilege) {

  /// Changes nothing.
  public static final KeyChange NONE =
      new KeyChange(null, null, null, null, null, null, null, null);

  public KeyChange {
    if (owner != null) {
      Bounds.text("owner", owner);
    }
    if (contact != null) {
      Bounds.text("contact", contact);
    }
    if (expiresMicros != null && expiresMicros <= 0) {
      throw new IllegalArgumentException("expires is not after the year 1970");
    }
    if (note != null) {
      Bounds.note(note);
    }
    if (privilege == Privilege.UNKNOWN) {
      throw new IllegalArgumentException("privileged is true or false");
    }
    labels = labels == null ? null : Bounds.labels(labels);
  }

  /// The same without what is personal; it still says which things were to be different.
  public KeyChange forgotten() {
    return new KeyChange(
        owner == null ? null : "",
        contact == null ? null : "",
        integration == null ? null : new Integration(integration.kind(), ""),
        grant,
        expiresMicros,
        note == null ? null : "",
        labels == null ? null : Map.of(),
        privilege);
  }

  public static KeyChange ofGrant(GrantText grant) {
    return new KeyChange(null, null, null, grant, null, null, null, null);
  }

  public static KeyChange ofNote(String note) {
    return new KeyChange(null, null, null, null, null, note, null, null);
  }

  public static KeyChange ofPrivilege(Privilege privilege) {
    return new KeyChange(null, null, null, null, null, null, null, privilege);
  }

  public static KeyChange ofExpiry(long expiresMicros) {
    return new KeyChange(null, null, null, null, expiresMicros, null, null, null);
  }
}

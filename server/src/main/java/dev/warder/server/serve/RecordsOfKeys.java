package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.KeyOutline;
import dev.warder.keys.Keys;
import dev.warder.keys.Nature;
import dev.warder.model.KeyRecord;
import dev.warder.model.KeyRecords;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the engine may know of the keys that this process keeps. Nothing of it changes by the clock
/// alone.
final class RecordsOfKeys implements KeyRecords {
  private final Keys keys;
  private final Retirements retirements;

  RecordsOfKeys(Keys keys, Retirements retirements) {
    this.keys = requireNonNull(keys, "keys is null");
    this.retirements = requireNonNull(retirements, "retirements is null");
  }

  @Override
  public @Nullable KeyRecord of(String credentialUid) {
    if (credentialUid.isEmpty()) {
      return null;
    }
    KeyOutline key = keys.outline(credentialUid);
    return key == null
        ? null
        : new KeyRecord(
            key.id(),
            key.facts().tenant(),
            key.owner(),
            key.facts().integrationKind(),
            key.facts().privilege(),
            key.facts().mintedMicros(),
            retirements.of(key),
            key.nature() == Nature.HONEY);
  }

  @Override
  public long version() {
    return keys.changes();
  }

  /// None: keys that nobody uses are told by their own posture.
  @Override
  public Collection<KeyRecord> all() {
    return List.of();
  }
}

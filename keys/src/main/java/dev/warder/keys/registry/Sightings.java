package dev.warder.keys.registry;

import dev.warder.keys.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The previews that may still be committed. Any thread begins one; the ledger's notes what
/// changes.
///
/// Bounds the last 16 of an hour, each two bits a key
public final class Sightings {
  private static final int MOST = 16;
  private static final long KEPT_MICROS = TimeUnit.HOURS.toMicros(1);

  private volatile List<Sighting> open = List.of();

  /// Begins one. What changes from now on counts as changed since.
  ///
  /// @param size how many keys there are
  /// @param preview what is known of it before anything was counted
  public synchronized Sighting begin(int size, Preview preview) {
    List<Sighting> kept = new ArrayList<>(open);
    kept.removeIf(sighting -> sighting.takenMicros() < preview.takenMicros() - KEPT_MICROS);
    if (kept.size() == MOST) {
      kept.removeFirst();
    }
    Sighting sighting = new Sighting(preview.id(), size, preview);
    kept.add(sighting);
    open = List.copyOf(kept);
    return sighting;
  }

  /// The one of an id, null if there is none any more.
  public @Nullable Sighting find(String id, long nowMicros) {
    for (Sighting sighting : open) {
      if (sighting.id().equals(id)) {
        return sighting.takenMicros() < nowMicros - KEPT_MICROS ? null : sighting;
      }
    }
    return null;
  }

  /// Notes that a key changed. The ledger's thread alone may.
  void touch(int serial) {
    List<Sighting> now = open;
    for (int i = 0; i < now.size(); i++) {
      now.get(i).touched().set(serial);
    }
  }
}

package dev.warder.keys.registry;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Preview;
import java.util.BitSet;

/// A preview that may still be committed, and which keys changed since.
public final class Sighting {
  private final String id;
  private final int size;
  private final long takenMicros;
  private final BitSet touched = new BitSet();
  private volatile BitSet hits = new BitSet();
  private volatile Preview preview;

  /// Begins to look; what changes from now on is noted.
  ///
  /// @param size how many keys there were
  Sighting(String id, int size, Preview preview) {
    this.id = requireNonNull(id, "id is null");
    this.size = size;
    this.preview = requireNonNull(preview, "preview is null");
    this.takenMicros = preview.takenMicros();
  }

  public String id() {
    return id;
  }

  /// How many keys were looked at.
  public int size() {
    return size;
  }

  long takenMicros() {
    return takenMicros;
  }

  /// What was seen.
  ///
  /// @param newHits serials of the keys hit; not copied, not to be changed any more
  public void see(Preview newPreview, BitSet newHits) {
    hits = newHits;
    preview = newPreview;
  }

  public Preview preview() {
    return preview;
  }

  /// Serials of the keys hit, not to be changed.
  public BitSet hits() {
    return hits;
  }

  /// Serials of the keys changed since. The ledger's thread alone may ask, and must not change
  /// them.
  public BitSet touched() {
    return touched;
  }
}

package dev.warder.store.sql;

import java.util.List;

/// What some of the journal's entries make of the rows.
///
/// Bounds as many rows as the caller likes; a thousand to ten thousand make good speed. Of several
/// rows of one id the highest version counts, of the same version the first, and a removal before a
/// document of its version
///
/// @param position how far of the journal is in the store with this; not below what it was
/// @param keys rows of keys, new or changed
/// @param documents documents, new or changed
/// @param removals documents that go
public record Batch(
    long position, List<KeyRow> keys, List<Document> documents, List<Removal> removals) {
  public Batch {
    if (position < 0) {
      throw new IllegalArgumentException("position is " + position + ", it counts from 0");
    }
    keys = List.copyOf(keys);
    documents = List.copyOf(documents);
    removals = List.copyOf(removals);
  }

  /// A batch of keys alone.
  public static Batch ofKeys(long position, List<KeyRow> keys) {
    return new Batch(position, keys, List.of(), List.of());
  }
}

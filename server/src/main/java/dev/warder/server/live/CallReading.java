package dev.warder.server.live;

import dev.warder.model.Activity;
import dev.warder.store.journal.Entry;

/// Makes calls of the journal's entries. Confined to one thread.
///
/// Guarantees of the entries that tell of one call, at most one is that call
@FunctionalInterface
public interface CallReading {
  /// What an entry tells of.
  Told read(Entry entry);

  /// What an entry tells of.
  sealed interface Told {
    /// A call.
    record Made(Activity call) implements Told {}

    /// Of no call, or of one that another entry tells of.
    record Nothing() implements Told {}

    /// Of a call, but it cannot be read.
    record Unreadable() implements Told {}
  }
}

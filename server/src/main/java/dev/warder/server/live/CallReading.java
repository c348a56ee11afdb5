package dev.warder.server.live;

import dev.warder.model.Activity;
import dev.warder.store.journal.Entry;
import org.jspecify.annotations.Nullable;

/// Makes calls of the journal's entries. Confined to one thread.
@FunctionalInterface
public interface CallReading {
  /// The call that an entry tells of; null if it tells of none, or cannot be read.
  @Nullable Activity call(Entry entry);
}

package dev.warder.collect.sort;

import org.jspecify.annotations.Nullable;

/// Entries in [Entry#ORDER], one after the other.
interface RunCursor {
  /// The next entry, null at the end.
  @Nullable Entry next();
}

package dev.warder.server.journal;

import dev.warder.store.journal.Entry;
import java.io.Closeable;
import java.io.IOException;

/// Where exported entries go. Confined to one thread.
interface Export extends Closeable {
  /// Takes an entry.
  ///
  /// @param journal which one it is of; empty if only one is exported
  void take(String journal, long number, Entry entry) throws IOException;
}

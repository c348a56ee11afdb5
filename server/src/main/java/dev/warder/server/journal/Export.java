package dev.warder.server.journal;

import dev.warder.store.journal.Entry;
import java.io.Closeable;
import java.io.IOException;

/// Where exported entries go. Confined to one thread.
interface Export extends Closeable {
  void take(long number, Entry entry) throws IOException;
}

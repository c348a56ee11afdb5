package dev.warder.keys.ledger;

import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.KeyState;
import dev.warder.store.sql.Batch;
import dev.warder.store.sql.Document;
import dev.warder.store.sql.Store;
import dev.warder.store.sql.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Keeps when keys were last used over a start, in rows of their own: what a key's secret is looked
/// up by is never touched for it. Confined to the thread of [Projection].
///
/// Shape document `use`, id of the key -> 8 bytes, microseconds since the epoch
final class UseRows {
  static final String USES = "use";

  private static final int BATCH = 5_000;

  private final Store store;
  private final Registry registry;
  private long[] flushed = new long[0];

  UseRows(Store store, Registry registry) {
    this.store = store;
    this.registry = registry;
  }

  /// Writes what is new.
  ///
  /// @param position of the journal in the store, which stays
  void flush(long position) throws StoreException {
    int size = registry.keys().size();
    if (flushed.length < size) {
      flushed = Arrays.copyOf(flushed, size + size / 2);
    }
    List<Document> rows = new ArrayList<>();
    long[] next = flushed.clone();
    for (int serial = 0; serial < size; serial++) {
      long micros = registry.uses().micros(serial);
      if (micros > flushed[serial]) {
        next[serial] = micros;
        KeyState key = registry.keys().at(serial).value();
        rows.add(new Document(USES, key.id(), micros, body(micros)));
      }
      if (rows.size() == BATCH || (serial == size - 1 && !rows.isEmpty())) {
        store.apply(new Batch(position, List.of(), rows, List.of()));
        rows.clear();
      }
    }
    flushed = next;
  }

  private static byte[] body(long micros) {
    return ByteBuffer.allocate(Long.BYTES).putLong(micros).array();
  }

  static long micros(byte[] body) {
    return body.length == Long.BYTES ? ByteBuffer.wrap(body).getLong() : 0;
  }
}

package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.model.ErrorCode;
import dev.warder.store.sql.Batch;
import dev.warder.store.sql.DocumentRows;
import dev.warder.store.sql.KeyRow;
import dev.warder.store.sql.KeyRows;
import dev.warder.store.sql.MemoryStore;
import dev.warder.store.sql.Store;
import dev.warder.store.sql.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows in memory that can be had again as they were earlier, and that fail when told to. Safe for
/// use by many threads.
final class RecordedStore implements Store {
  private final Store rows = new MemoryStore();
  private final List<Batch> batches = new ArrayList<>();
  private long batchesUntilFailure = Long.MAX_VALUE;

  /// How many batches were applied.
  synchronized int batches() {
    return batches.size();
  }

  /// The rows as they were after so many batches, for another process.
  synchronized RecordedStore asOf(int count) throws StoreException {
    RecordedStore before = new RecordedStore();
    for (Batch batch : batches.subList(0, count)) {
      before.apply(batch);
    }
    return before;
  }

  /// The rows as they are now, for another process.
  synchronized RecordedStore copy() throws StoreException {
    return asOf(batches.size());
  }

  /// Lets every batch after so many fail.
  synchronized void failAfter(long more) {
    batchesUntilFailure = more;
  }

  @Nullable KeyRow find(String id) throws StoreException {
    return keys().find(id);
  }

  @Override
  public KeyRows keys() {
    return rows.keys();
  }

  @Override
  public DocumentRows documents() {
    return rows.documents();
  }

  @Override
  public long position() throws StoreException {
    return rows.position();
  }

  @Override
  public synchronized void apply(Batch batch) throws StoreException {
    if (batchesUntilFailure-- <= 0) {
      throw new StoreException(ErrorCode.STORE_UNREACHABLE, "the database does not answer");
    }
    rows.apply(requireNonNull(batch, "batch is null"));
    batches.add(batch);
  }

  @Override
  public synchronized void clear() throws StoreException {
    rows.clear();
    batches.clear();
  }

  @Override
  public void backup(Path file) throws StoreException {
    rows.backup(file);
  }

  @Override
  public void close() {
    rows.close();
  }
}

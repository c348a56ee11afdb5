package dev.warder.keys.service;

import dev.warder.model.ErrorCode;
import dev.warder.store.sql.Batch;
import dev.warder.store.sql.Document;
import dev.warder.store.sql.DocumentRows;
import dev.warder.store.sql.KeyFilter;
import dev.warder.store.sql.KeyPage;
import dev.warder.store.sql.KeyRow;
import dev.warder.store.sql.KeyRows;
import dev.warder.store.sql.Removal;
import dev.warder.store.sql.Store;
import dev.warder.store.sql.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows in memory, with the rules of versions that the real ones have. Safe for use by many threads.
final class MemoryStore implements Store, KeyRows, DocumentRows {
  private final Map<String, KeyRow> keys = new TreeMap<>();
  private final Map<String, Document> documents = new TreeMap<>();
  private long position;
  private long batchesUntilFailure = Long.MAX_VALUE;

  /// The rows as they are now, for another process.
  synchronized MemoryStore copy() {
    MemoryStore copy = new MemoryStore();
    copy.keys.putAll(keys);
    copy.documents.putAll(documents);
    copy.position = position;
    return copy;
  }

  /// Lets every batch after so many fail.
  synchronized void failAfter(long batches) {
    batchesUntilFailure = batches;
  }

  @Override
  public KeyRows keys() {
    return this;
  }

  @Override
  public DocumentRows documents() {
    return this;
  }

  @Override
  public synchronized long position() {
    return position;
  }

  @Override
  public synchronized void apply(Batch batch) throws StoreException {
    if (batchesUntilFailure-- <= 0) {
      throw new StoreException(ErrorCode.STORE_UNREACHABLE, "the database does not answer");
    }
    for (KeyRow row : batch.keys()) {
      keys.merge(row.id(), row, (old, fresh) -> fresh.version() > old.version() ? fresh : old);
    }
    for (Document document : batch.documents()) {
      documents.merge(
          document.kind() + " " + document.id(),
          document,
          (old, fresh) -> fresh.version() > old.version() ? fresh : old);
    }
    for (Removal removal : batch.removals()) {
      documents.remove(removal.kind() + " " + removal.id());
    }
    position = Math.max(position, batch.position());
  }

  @Override
  public synchronized void clear() {
    keys.clear();
    documents.clear();
    position = 0;
  }

  @Override
  public void backup(Path file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  @Override
  public synchronized @Nullable KeyRow find(String id) {
    return keys.get(id);
  }

  @Override
  public void load(Consumer<KeyRow> reader) {
    List<KeyRow> rows;
    synchronized (this) {
      rows = new ArrayList<>(keys.values());
    }
    rows.forEach(reader);
  }

  @Override
  public KeyPage page(KeyFilter filter, String after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized long count(KeyFilter filter) {
    return keys.size();
  }

  @Override
  public synchronized @Nullable Document find(String kind, String id) {
    return documents.get(kind + " " + id);
  }

  @Override
  public void load(String kind, Consumer<Document> reader) {
    page(kind, "", Integer.MAX_VALUE).forEach(reader);
  }

  @Override
  public synchronized List<Document> page(String kind, String after, int limit) {
    return documents.values().stream()
        .filter(document -> document.kind().equals(kind) && document.id().compareTo(after) > 0)
        .limit(limit)
        .collect(Collectors.toList());
  }

  @Override
  public synchronized long count(String kind) {
    return page(kind, "", Integer.MAX_VALUE).size();
  }

  @Override
  public synchronized List<String> kinds() {
    return documents.values().stream().map(Document::kind).distinct().sorted().toList();
  }
}

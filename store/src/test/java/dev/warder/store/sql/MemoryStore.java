package dev.warder.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A store that says in the plainest way what a store does: for tests that need one, and to hold
/// others against. Closing it loses nothing. Safe for use by many threads.
public final class MemoryStore implements Store {
  private static final Comparator<String> BY_BYTES =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));

  private final ReentrantLock lock = new ReentrantLock();
  private final NavigableMap<String, KeyRow> keys = new TreeMap<>(BY_BYTES);
  private final NavigableMap<String, NavigableMap<String, Document>> documents =
      new TreeMap<>(BY_BYTES);
  private long position;

  @Override
  public KeyRows keys() {
    return new Keys();
  }

  @Override
  public DocumentRows documents() {
    return new Documents();
  }

  @Override
  public long position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void apply(Batch batch) {
    lock.lock();
    try {
      if (batch.position() < position) {
        throw new IllegalArgumentException("the position goes back");
      }
      position = batch.position();
      batch.keys().forEach(this::put);
      // A removal goes by version too, whatever stands in the batch before or after it.
      for (Removal removal : batch.removals()) {
        @Nullable Document there = of(removal.kind()).get(removal.id());
        if (there != null && there.version() <= removal.version()) {
          of(removal.kind()).remove(removal.id());
        }
      }
      for (Document document : batch.documents()) {
        if (batch.removals().stream().noneMatch(removal -> covers(removal, document))) {
          put(document);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void clear() {
    lock.lock();
    try {
      keys.clear();
      documents.clear();
      position = 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void backup(Path file) {
    throw new UnsupportedOperationException("memory has no file");
  }

  @Override
  public void close() {}

  private static boolean covers(Removal removal, Document document) {
    return removal.kind().equals(document.kind())
        && removal.id().equals(document.id())
        && removal.version() >= document.version();
  }

  private void put(KeyRow row) {
    @Nullable KeyRow there = keys.get(row.id());
    if (there == null || row.version() > there.version()) {
      keys.put(row.id(), row);
    }
  }

  private void put(Document document) {
    @Nullable Document there = of(document.kind()).get(document.id());
    if (there == null || document.version() > there.version()) {
      of(document.kind()).put(document.id(), document);
    }
  }

  private NavigableMap<String, Document> of(String kind) {
    return documents.computeIfAbsent(kind, _ -> new TreeMap<>(BY_BYTES));
  }

  /// Whether a row is meant by a filter.
  static boolean fits(KeyRow row, KeyFilter filter) {
    return filter.conditions().stream().allMatch(condition -> fits(row, condition));
  }

  private static boolean fits(KeyRow row, KeyFilter.Condition condition) {
    return switch (condition) {
      case KeyFilter.Is is -> text(row, is.text()).equals(is.value());
      case KeyFilter.IsOneOf one -> one.values().contains(text(row, one.text()));
      case KeyFilter.From from -> time(row, from.time()) >= from.micros();
      case KeyFilter.Before before -> time(row, before.time()) < before.micros();
      case KeyFilter.Privilege privilege ->
          row.privileged() == (privilege == KeyFilter.Privilege.PRIVILEGED);
    };
  }

  private static String text(KeyRow row, KeyFilter.Text text) {
    return switch (text) {
      case TENANT -> row.tenant();
      case PRINCIPAL -> row.principal();
      case INTEGRATION_KIND -> row.integrationKind();
      case STANDING -> row.standing();
      case PARENT_ID -> row.parentId();
    };
  }

  private static long time(KeyRow row, KeyFilter.Time time) {
    return switch (time) {
      case MINTED -> row.mintedMicros();
      case EXPIRES -> row.expiresMicros();
    };
  }

  private final class Keys implements KeyRows {
    @Override
    public @Nullable KeyRow find(String id) {
      lock.lock();
      try {
        return keys.get(id);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void load(Consumer<KeyRow> reader) {
      matching(KeyFilter.ALL).forEach(reader);
    }

    @Override
    public KeyPage page(KeyFilter filter, String after, int limit) {
      if (limit < 1 || limit > MAX_PAGE) {
        throw new IllegalArgumentException("limit is " + limit);
      }
      List<KeyRow> rest =
          matching(filter).stream().filter(r -> BY_BYTES.compare(r.id(), after) > 0).toList();
      List<KeyRow> page = rest.subList(0, Math.min(limit, rest.size()));
      return new KeyPage(page, page.size() < rest.size() ? page.getLast().id() : "");
    }

    @Override
    public long count(KeyFilter filter) {
      return matching(filter).size();
    }

    private List<KeyRow> matching(KeyFilter filter) {
      lock.lock();
      try {
        return keys.values().stream().filter(row -> fits(row, filter)).toList();
      } finally {
        lock.unlock();
      }
    }
  }

  private final class Documents implements DocumentRows {
    @Override
    public @Nullable Document find(String kind, String id) {
      lock.lock();
      try {
        return of(kind).get(id);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void load(String kind, Consumer<Document> reader) {
      all(kind).forEach(reader);
    }

    @Override
    public List<Document> page(String kind, String after, int limit) {
      if (limit < 1 || limit > MAX_PAGE) {
        throw new IllegalArgumentException("limit is " + limit);
      }
      return all(kind).stream()
          .filter(document -> BY_BYTES.compare(document.id(), after) > 0)
          .limit(limit)
          .toList();
    }

    @Override
    public long count(String kind) {
      return all(kind).size();
    }

    @Override
    public List<String> kinds() {
      lock.lock();
      try {
        return documents.keySet().stream().filter(kind -> !of(kind).isEmpty()).toList();
      } finally {
        lock.unlock();
      }
    }

    private List<Document> all(String kind) {
      lock.lock();
      try {
        return new ArrayList<>(of(kind).values());
      } finally {
        lock.unlock();
      }
    }
  }
}

package dev.warder.keys.ledger;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.registry.Registry;
import dev.warder.keys.registry.Rulebook;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.KeyState;
import dev.warder.model.Threads;
import dev.warder.store.sql.Batch;
import dev.warder.store.sql.KeyRow;
import dev.warder.store.sql.Store;
import dev.warder.store.sql.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Puts what was published into rows, some time later, on a thread of its own. Rows are only there
/// to start faster: what is not in them is read from the journal.
///
/// Shape changed keys and documents -> batches of 5,000 -> the last of them carries the position
///
/// Bounds each key waits once, however often it changes. After a mass invalidation the rows of all
/// keys it hit are written anew, 5,000 at a time; that can be cut anywhere and goes on after a
/// start
///
/// Errors a store that fails is told in [#fault] and tried again every second; nothing else suffers
public final class Projection implements AutoCloseable {
  private static final int BATCH = 5_000;
  private static final long PAUSE_MILLIS = 200;
  private static final long RETRY_MILLIS = 1_000;
  private static final long USES_MILLIS = 60_000;

  private final Store store;
  private final Registry registry;
  private final UseRows uses;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final Condition done = lock.newCondition();
  private final Thread thread =
      Thread.ofPlatform().name("warder-rows").daemon().unstarted(this::run);
  private Map<String, KeyState> keys = new LinkedHashMap<>();
  private Map<String, Document> documents = new HashMap<>();
  private long position;
  private volatile long written;
  private int swept;
  private boolean hurried;
  private boolean closing;
  private volatile String fault = "";

  private Projection(Store store, Registry registry, long position) {
    this.store = requireNonNull(store, "store is null");
    this.registry = requireNonNull(registry, "registry is null");
    this.uses = new UseRows(store, registry);
    this.position = position;
    this.written = position;
  }

  /// Begins to write rows.
  ///
  /// @param position how far of the journal is in the store
  public static Projection start(Store store, Registry registry, long position) {
    Projection projection = new Projection(store, registry, position);
    projection.thread.start();
    return projection;
  }

  /// Takes what was published.
  ///
  /// @param upTo the number of the last journal entry that is in it
  public void take(List<KeyState> changed, List<Document> changedDocuments, long upTo) {
    lock.lock();
    try {
      for (KeyState key : changed) {
        keys.put(key.id(), key);
      }
      for (Document document : changedDocuments) {
        documents.put(DocumentRow.name(document), document);
      }
      position = Math.max(position, upTo);
      if (keys.size() >= BATCH) {
        woken.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes note that the journal holds no change beyond what was taken.
  void idle(long upTo) {
    lock.lock();
    try {
      position = Math.max(position, upTo);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until all that was taken is in rows, but not for longer than a time.
  ///
  /// @return whether it is
  public boolean await(Duration most) {
    lock.lock();
    try {
      long upTo = position;
      long left = most.toNanos();
      hurried = true;
      woken.signal();
      while (written < upTo && left > 0 && thread.isAlive()) {
        left = done.awaitNanos(left);
      }
      return written >= upTo;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Why no rows are written at present; empty if they are.
  public String fault() {
    return fault;
  }

  /// How many keys wait for their rows.
  public long waiting() {
    lock.lock();
    try {
      return keys.size();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    long nextUses = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(USES_MILLIS);
    boolean going = true;
    while (going) {
      going = pause();
      try {
        flush();
        sweep();
        if (!going || System.nanoTime() - nextUses >= 0) {
          uses.flush(written);
          nextUses = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(USES_MILLIS);
        }
        fault = "";
      } catch (StoreException e) {
        fault = String.valueOf(e.getMessage());
      } catch (RuntimeException | Error e) {
        // Rows are not worth a process; the journal has it all.
        fault = "a fault of Warder's: " + e;
      }
    }
  }

  /// Waits a while; says whether to go on after what is there now.
  private boolean pause() {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(fault.isEmpty() ? PAUSE_MILLIS : RETRY_MILLIS);
      while (!closing && !hurried && left > 0 && (keys.size() < BATCH || !fault.isEmpty())) {
        left = woken.awaitNanos(left);
      }
      hurried = false;
      return !closing;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void flush() throws StoreException {
    Map<String, KeyState> someKeys;
    Map<String, Document> someDocuments;
    long upTo;
    lock.lock();
    try {
      if (position == written) {
        return;
      }
      someKeys = keys;
      someDocuments = documents;
      upTo = position;
      keys = new LinkedHashMap<>();
      documents = new HashMap<>();
    } finally {
      lock.unlock();
    }
    try {
      write(someKeys, someDocuments, upTo);
    } catch (StoreException | RuntimeException | Error e) {
      giveBack(someKeys, someDocuments);
      throw e;
    }
  }

  private void write(Map<String, KeyState> someKeys, Map<String, Document> someDocuments, long upTo)
      throws StoreException {
    List<KeyRow> rows = new ArrayList<>(Math.min(BATCH, someKeys.size()));
    for (KeyState key : someKeys.values()) {
      rows.add(KeyRows.of(key));
      if (rows.size() == BATCH) {
        store.apply(Batch.ofKeys(written, rows));
        rows.clear();
      }
    }
    List<dev.warder.store.sql.Document> others =
        someDocuments.values().stream().map(document -> DocumentRow.of(document, upTo)).toList();
    store.apply(new Batch(upTo, rows, others, List.of()));
    lock.lock();
    try {
      written = upTo;
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Map<String, KeyState> someKeys, Map<String, Document> someDocuments) {
    lock.lock();
    try {
      someKeys.forEach(keys::putIfAbsent);
      someDocuments.forEach(documents::putIfAbsent);
    } finally {
      lock.unlock();
    }
  }

  /// Lets rows say what mass invalidations made of keys that nobody changed since.
  private void sweep() throws StoreException {
    Rulebook rules = registry.rules();
    if (rules.size() == swept || isClosing()) {
      return;
    }
    List<KeyRow> rows = new ArrayList<>(BATCH);
    int size = registry.keys().size();
    for (int i = 0; i < size; i++) {
      KeyState key = registry.keys().at(i).value();
      KeyState settled = rules.settle(key);
      if (settled.invalidatedBy() > 0 && key.invalidatedBy() == 0) {
        rows.add(KeyRows.of(settled));
      }
      if (rows.size() == BATCH || (i == size - 1 && !rows.isEmpty())) {
        store.apply(Batch.ofKeys(written, rows));
        rows.clear();
        flush();
        if (isClosing()) {
          return;
        }
      }
    }
    swept = rules.size();
  }

  private boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /// Writes what waits, as far as the store takes it, and stops.
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      woken.signal();
    } finally {
      lock.unlock();
    }
    Threads.joinAll(thread);
  }
}

package dev.warder.collect;

import dev.warder.collect.sort.Sorter;
import dev.warder.model.SharedTexts;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads all files with a fixed number of threads. Each thread opens files one after the other and
/// cuts them into blocks; blocks go to whoever is idle, and if nobody is, the cutter parses them
/// itself. So many small files and one large file both keep all threads busy.
///
/// Bounds two waiting blocks per thread Errors the first fault of any thread stops all and is
/// rethrown by [#await]
final class ReadRun {
  private static final int SHARED_BITS = 16;
  private static final int BLOCKS_PER_THREAD = 2;

  private final List<FileState> files;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Task> waiting = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private volatile String currentFile = "";
  private int nextFile;
  private int running;
  private int feeding;
  private @Nullable Throwable fault;

  /// A block and the file it is of.
  record Task(FileState file, Block block) {}

  ReadRun(
      List<FileState> files,
      CollectOptions options,
      InputStream stdin,
      Supplier<Enrichment> enrichment,
      Sorter sorter) {
    this.files = files;
    capacity = options.threads() == 1 ? 0 : options.threads() * BLOCKS_PER_THREAD;
    BufferPool pool = new BufferPool(BlockSource.paddedBufferBytes(options.limits()));
    SharedTexts texts = new SharedTexts(SHARED_BITS);
    running = options.threads();
    for (int i = 0; i < options.threads(); i++) {
      FileReader reader =
          new FileReader(this, options, stdin, enrichment.get(), texts, sorter.lane(), pool);
      threads.add(
          Thread.ofPlatform().daemon().name("warder-read-" + i).unstarted(() -> work(reader)));
    }
    threads.forEach(Thread::start);
  }

  AtomicLong bytesRead() {
    return bytesRead;
  }

  AtomicLong delivered() {
    return delivered;
  }

  String currentFile() {
    return currentFile;
  }

  /// Waits at most that long for the end; true if it has come.
  boolean await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (running > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (running > 0) {
        return false;
      }
      if (fault != null) {
        throw new IllegalStateException("reading failed", fault);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Makes all threads stop at their next block, and waits for them.
  void stop() throws InterruptedException {
    lock.lock();
    try {
      nextFile = files.size();
      if (fault == null && running > 0) {
        fault = new IllegalStateException("stopped");
      }
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /// Whether some thread has failed, so that the rest is not worth reading.
  boolean isStopped() {
    lock.lock();
    try {
      return fault != null;
    } finally {
      lock.unlock();
    }
  }

  /// Hands a block to an idle thread; false if the caller had better parse it.
  boolean offer(FileState file, Block block) {
    lock.lock();
    try {
      if (waiting.size() >= capacity) {
        return false;
      }
      waiting.add(new Task(file, block));
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void work(FileReader reader) {
    try {
      while (step(reader)) {}
      reader.finish();
    } catch (RuntimeException | Error e) {
      lock.lock();
      try {
        fault = fault == null ? e : fault;
        nextFile = files.size();
        waiting.clear();
      } finally {
        lock.unlock();
      }
    } finally {
      lock.lock();
      try {
        running--;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Parses one waiting block, or reads one file, or waits for either; false when all is done.
  private boolean step(FileReader reader) {
    Task task = null;
    FileState file = null;
    lock.lock();
    try {
      while (task == null && file == null) {
        task = waiting.poll();
        if (task == null && nextFile < files.size()) {
          file = files.get(nextFile++);
          feeding++;
        } else if (task == null && feeding == 0) {
          return false;
        } else if (task == null) {
          changed.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
    }
    if (task != null) {
      reader.parse(task.file(), task.block());
    } else if (file != null) {
      feed(reader, file);
    }
    return true;
  }

  private void feed(FileReader reader, FileState file) {
    currentFile = file.file().name();
    try {
      reader.read(file);
    } finally {
      lock.lock();
      try {
        feeding--;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}

package dev.warder.store.journal.fake;

import dev.warder.store.journal.file.JournalFile;
import dev.warder.store.journal.file.JournalFiles;
import dev.warder.store.journal.file.NoSpaceException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// A disk in memory. Safe for use by many threads.
///
/// What is written is seen at once, and is on disk only once it was forced. [#crash] answers the
/// disk as it is found after the power went: names and sectors that were not forced are there or
/// not, in any combination that the given choice makes.
public final class MemoryFiles implements JournalFiles {
  private static final int SECTOR = 512;

  private final Map<Path, Node> names = new TreeMap<>();
  private final Map<Path, Node> forcedNames = new TreeMap<>();
  private final Set<Path> locked = new HashSet<>();
  private long capacity = Long.MAX_VALUE;
  private long operations;
  private long bytesRead;
  private LongPredicate fails = operation -> false;
  private Failure failure = Failure.INPUT_OUTPUT;

  /// How an operation fails.
  public enum Failure {
    /// Something is broken; half of a write may have been done.
    INPUT_OUTPUT,
    /// The disk is full; half of a write may have been done.
    NO_SPACE
  }

  /// A file, whatever its name.
  private static final class Node {
    byte[] bytes = new byte[0];
    byte[] forced = new byte[0];
    final Set<Integer> dirty = new TreeSet<>();
  }

  /// Makes operations fail that change something, by their number from 1.
  public synchronized void fail(Failure how, LongPredicate which) {
    failure = how;
    fails = which;
    operations = 0;
  }

  /// Operations that changed something since [#fail] was called last.
  public synchronized long operations() {
    return operations;
  }

  /// Bytes that were read ever.
  public synchronized long bytesRead() {
    return bytesRead;
  }

  /// Bytes that fit on the disk.
  public synchronized void capacity(long bytes) {
    capacity = bytes;
  }

  /// The disk as it is after the power went.
  ///
  /// @param survives for each thing that was not forced, numbered in order, whether it is there
  public synchronized MemoryFiles crash(LongPredicate survives) {
    MemoryFiles after = new MemoryFiles();
    long thing = 0;
    Set<Path> all = new TreeSet<>(names.keySet());
    all.addAll(forcedNames.keySet());
    for (Path path : all) {
      Node now = names.get(path);
      Node before = forcedNames.get(path);
      Node kept = now == before || survives.test(thing++) ? now : before;
      if (kept == null) {
        continue;
      }
      Node copy = new Node();
      boolean grown = kept.bytes.length != kept.forced.length && survives.test(thing++);
      copy.bytes = Arrays.copyOf(kept.forced, grown ? kept.bytes.length : kept.forced.length);
      for (int sector : kept.dirty) {
        if (survives.test(thing++)) {
          copySector(kept, copy, sector);
        }
      }
      copy.forced = copy.bytes.clone();
      after.names.put(path, copy);
      after.forcedNames.put(path, copy);
    }
    return after;
  }

  private static void copySector(Node from, Node to, int sector) {
    int begin = sector * SECTOR;
    int end = Math.min(begin + SECTOR, Math.min(from.bytes.length, to.bytes.length));
    if (end > begin) {
      System.arraycopy(from.bytes, begin, to.bytes, begin, end - begin);
    }
  }

  /// What a file holds, forced or not.
  public synchronized byte[] content(Path file) throws IOException {
    return node(file).bytes.clone();
  }

  /// Puts a file there, as if somebody else had.
  public synchronized void put(Path file, byte[] content) {
    Node node = new Node();
    node.bytes = content.clone();
    node.forced = content.clone();
    names.put(file, node);
    forcedNames.put(file, node);
  }

  /// Takes a file away, as if somebody else had.
  public synchronized void remove(Path file) {
    names.remove(file);
    forcedNames.remove(file);
  }

  /// The same disk, of which nothing is shared.
  public MemoryFiles copy() {
    return crash(thing -> true);
  }

  private Node node(Path file) throws IOException {
    Node node = names.get(file);
    if (node == null) {
      throw new FileNotFoundException(file + " is not there");
    }
    return node;
  }

  private boolean isToFail() {
    operations++;
    return fails.test(operations);
  }

  private void change() throws IOException {
    if (isToFail()) {
      throw failed();
    }
  }

  private IOException failed() {
    return failure == Failure.NO_SPACE
        ? new NoSpaceException("no space left, for the test's sake")
        : new IOException("input/output error, for the test's sake");
  }

  private long used() {
    return names.values().stream().mapToLong(node -> node.bytes.length).sum();
  }

  @Override
  public synchronized JournalFile openToRead(Path file) throws IOException {
    return new Handle(node(file));
  }

  @Override
  public synchronized JournalFile openToWrite(Path file) throws IOException {
    if (!names.containsKey(file)) {
      change();
      names.put(file, new Node());
    }
    return new Handle(node(file));
  }

  @Override
  public synchronized boolean exists(Path file) {
    return names.containsKey(file);
  }

  @Override
  public synchronized List<String> list(Path folder) {
    return names.keySet().stream()
        .filter(path -> folder.equals(path.getParent()))
        .map(path -> String.valueOf(path.getFileName()))
        .sorted()
        .toList();
  }

  @Override
  public void makeFolder(Path folder) {}

  @Override
  public synchronized void delete(Path file) throws IOException {
    if (names.containsKey(file)) {
      change();
      names.remove(file);
    }
  }

  @Override
  public synchronized void replace(Path with, Path file) throws IOException {
    change();
    names.put(file, node(with));
    names.remove(with);
  }

  @Override
  public synchronized void forceFolder(Path folder) throws IOException {
    change();
    forcedNames.keySet().removeIf(path -> folder.equals(path.getParent()));
    names.forEach((path, node) -> {
      if (folder.equals(path.getParent())) {
        forcedNames.put(path, node);
      }
    });
  }

  @Override
  public synchronized @Nullable Closeable lock(Path file) {
    return locked.add(file) ? () -> unlock(file) : null;
  }

  private synchronized void unlock(Path file) {
    locked.remove(file);
  }

  @Override
  public synchronized long usableBytes(Path folder) {
    return Math.max(0, capacity - used());
  }

  /// An open file.
  private final class Handle implements JournalFile {
    private final Node node;

    Handle(Node node) {
      this.node = Objects.requireNonNull(node);
    }

    @Override
    public long size() {
      synchronized (MemoryFiles.this) {
        return node.bytes.length;
      }
    }

    @Override
    public int read(ByteBuffer into, long position) {
      synchronized (MemoryFiles.this) {
        int length = Math.clamp(node.bytes.length - position, 0, into.remaining());
        into.put(node.bytes, (int) Math.min(position, node.bytes.length), length);
        bytesRead += length;
        return length;
      }
    }

    @Override
    public void write(ByteBuffer from, long position) throws IOException {
      synchronized (MemoryFiles.this) {
        int length = from.remaining();
        boolean isToFail = isToFail();
        long grows = Math.max(0, position + length - node.bytes.length);
        long room = capacity - used();
        if (isToFail || grows > room) {
          int part = isToFail ? length / 2 : Math.clamp(length - (grows - room), 0, length);
          put(from, (int) position, part);
          throw isToFail ? failed() : new NoSpaceException("the test's disk is full");
        }
        put(from, (int) position, length);
      }
    }

    private void put(ByteBuffer from, int position, int length) {
      if (length == 0) {
        return;
      }
      if (position + length > node.bytes.length) {
        node.bytes = Arrays.copyOf(node.bytes, position + length);
      }
      from.get(node.bytes, position, length);
      for (int at = position / SECTOR; at <= (position + length - 1) / SECTOR; at++) {
        node.dirty.add(at);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (MemoryFiles.this) {
        if (size < node.bytes.length) {
          change();
          node.bytes = Arrays.copyOf(node.bytes, (int) size);
        }
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (MemoryFiles.this) {
        change();
        node.forced = node.bytes.clone();
        node.dirty.clear();
      }
    }

    @Override
    public void close() {}
  }
}

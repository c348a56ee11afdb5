package dev.warder.collect.sort;

import dev.warder.model.Activity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Sorts any number of activities in bounded memory. Several threads may each fill an own [Lane];
/// one thread reads the result after all are done.
///
/// A lane keeps its activities until they exceed its share of memory, then sorts them and writes
/// them to disk as one run. Sixty-four runs of one level are merged into one of the next. If
/// nothing exceeds the memory, nothing touches the disk.
///
/// Bounds memory as given; open files at most 63 per level and lane Errors [UncheckedIOException]
/// if the disk fails; the run's files have no name, so none outlives the process
public final class Sorter implements AutoCloseable {
  private static final int FAN_IN = 64;
  private static final int FEW_PLACES = 16;

  private final long laneBytes;
  private final Path directory;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Lane> lanes = new ArrayList<>();
  private final List<FileChannel> open = new ArrayList<>();

  public Sorter(long memoryBytes, int lanes, Path directory) {
    laneBytes = Math.max(1, memoryBytes / lanes);
    this.directory = directory;
  }

  public Lane lane() {
    Lane lane = new Lane();
    lock.lock();
    try {
      lanes.add(lane);
    } finally {
      lock.unlock();
    }
    return lane;
  }

  /// All entries of all lanes in order, each event once.
  public Deduplicated sorted() {
    List<RunCursor> runs = new ArrayList<>();
    for (Lane lane : lanes) {
      lane.addRuns(runs);
    }
    return new Deduplicated(new Merge(runs));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      for (FileChannel channel : open) {
        channel.close();
      }
      open.clear();
    } catch (IOException e) {
      throw new UncheckedIOException("the sort cannot close its temporary file", e);
    } finally {
      lock.unlock();
    }
  }

  private FileChannel create() {
    // Deleting on close removes the name at once on Unix, so that even kill -9 leaves nothing.
    Path file = directory.resolve("warder-sort-" + UUID.randomUUID() + ".tmp");
    Set<StandardOpenOption> options =
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    lock.lock();
    try {
      Files.createDirectories(directory);
      FileChannel channel = FileChannel.open(file, options);
      open.add(channel);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("the sort cannot create a temporary file", e);
    } finally {
      lock.unlock();
    }
  }

  private void discard(FileChannel channel) {
    lock.lock();
    try {
      open.remove(channel);
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the sort cannot close its temporary file", e);
    } finally {
      lock.unlock();
    }
  }

  /// What one thread hands to the sort. Confined to that thread until the sort is read.
  public final class Lane {
    private final List<List<FileChannel>> levels = new ArrayList<>();
    private List<Entry> entries = new ArrayList<>();
    private long bytes;

    private Lane() {}

    /// Takes an activity in.
    ///
    /// @param file number of the file the activity came from
    /// @param sharedBytes what its parts that repeat weigh, see [Weight]
    public void add(Activity activity, int file, long sharedBytes) {
      append(new Entry(activity, file));
      bytes += Weight.ofOwn(activity) + sharedBytes;
      if (bytes > laneBytes) {
        spill();
      }
    }

    /// Most come in order, and most others a few places late: what is mended while it is at hand
    /// need not be fetched again when all is sorted.
    private void append(Entry entry) {
      int at = entries.size();
      entries.add(entry);
      int first = Math.max(0, at - FEW_PLACES);
      while (at > first && Entry.ORDER.compare(entries.get(at - 1), entry) > 0) {
        entries.set(at, entries.get(at - 1));
        at--;
      }
      entries.set(at, entry);
    }

    /// Sorts what is still in memory; to be called once by the lane's own thread when it is done.
    public void finish() {
      entries.sort(Entry.ORDER);
    }

    private void spill() {
      entries.sort(Entry.ORDER);
      FileChannel channel = create();
      write(channel, new InMemory(entries));
      entries = new ArrayList<>();
      bytes = 0;
      keep(channel, 0);
    }

    private void keep(FileChannel channel, int level) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      List<FileChannel> runs = levels.get(level);
      runs.add(channel);
      if (runs.size() == FAN_IN) {
        FileChannel merged = create();
        write(merged, new Merge(runs.stream().map(RunReader::new).toList()));
        runs.forEach(Sorter.this::discard);
        runs.clear();
        keep(merged, level + 1);
      }
    }

    private void addRuns(List<RunCursor> runs) {
      for (List<FileChannel> level : levels) {
        for (FileChannel channel : level) {
          runs.add(new RunReader(channel));
        }
      }
      runs.add(new InMemory(entries));
    }

    private static void write(FileChannel channel, RunCursor run) {
      RunWriter writer = new RunWriter(channel);
      for (Entry entry = run.next(); entry != null; entry = run.next()) {
        writer.write(entry);
      }
      writer.finish();
    }
  }

  /// A sorted run that never left memory; lets go of what it has handed out.
  private static final class InMemory implements RunCursor {
    private final List<Entry> entries;
    private int at;

    InMemory(List<Entry> entries) {
      this.entries = entries;
    }

    @Override
    public @Nullable Entry next() {
      return at < entries.size() ? entries.get(at++) : null;
    }
  }

  /// The sorted entries without those that repeat an event; repeats stand side by side.
  public static final class Deduplicated {
    private final RunCursor in;
    private @Nullable Entry last;

    private Deduplicated(RunCursor in) {
      this.in = in;
    }

    /// The next event, null at the end.
    ///
    /// @param duplicates told of each repeat that was left out
    public @Nullable Entry next(java.util.function.Consumer<Entry> duplicates) {
      Entry entry = in.next();
      while (entry != null && last != null && entry.isSameEvent(last)) {
        duplicates.accept(entry);
        entry = in.next();
      }
      last = entry;
      return entry;
    }
  }
}

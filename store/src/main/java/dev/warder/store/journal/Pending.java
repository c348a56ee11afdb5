package dev.warder.store.journal;

import dev.warder.model.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Entries between those who append and the thread that writes, and who waits for what. Safe for
/// use by many threads.
///
/// Shape open block (being filled) -> full blocks -> taken by the writer -> written -> forced
/// Bounds the buffer that was declared, plus one entry; a full one makes the appender wait, or
/// loses the entry, as declared
final class Pending {
  private static final int MAX_LOST_RANGES = 1_024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final Condition done = lock.newCondition();
  private final int blockBytes;
  private final int bufferBytes;
  private final JournalSettings.WhenBehind whenBehind;
  private final JournalCounters counters;
  private final WordTable words = new WordTable();
  private final Recent recent;
  private final Deque<Block> full = new ArrayDeque<>();
  private final Deque<Block> free = new ArrayDeque<>();
  private final Deque<long[]> lostRanges = new ArrayDeque<>();

  /// Changes that were lost, and nobody was told so yet.
  private final Set<Long> untold = new HashSet<>();

  private Block open;
  private long waiting;
  private long last;
  private long forced;
  private boolean urgent;
  private boolean closing;
  private Intake intake = Intake.ALL;
  private long taken;
  private long looked;
  private @Nullable JournalException failure;

  /// What is taken in.
  enum Intake {
    ALL,
    /// The disk is full, and what is left is kept for changes.
    CHANGES,
    NOTHING
  }

  Pending(JournalSettings settings, JournalCounters counters, long lastNumber) {
    blockBytes = settings.sizes().block();
    bufferBytes = settings.sizes().buffer();
    whenBehind = settings.whenBehind();
    this.counters = counters;
    recent = new Recent(settings.sizes().recent());
    last = lastNumber;
    forced = lastNumber;
    open = new Block(blockBytes);
    open.clear(last + 1);
  }

  long append(Entry entry) throws JournalException {
    lock.lock();
    try {
      if (!mayEnter(entry)) {
        counters.lost(entry.kind(), 1);
        return 0;
      }
      open.add(entry, words);
      counters.tookIn();
      last++;
      recent.add(last, entry);
      if (open.weight() >= blockBytes) {
        closeBlock();
        work.signal();
      }
      return last;
    } finally {
      lock.unlock();
    }
  }

  private boolean mayEnter(Entry entry) throws JournalException {
    boolean isChange = entry.kind().isChange();
    long look = taken + 1;
    while (true) {
      if (failure != null) {
        throw again(failure);
      }
      if (closing) {
        throw new JournalException(ErrorCode.OUTPUT_UNWRITABLE, "the journal is closed");
      }
      if (isChange && !untold.isEmpty()) {
        throw diskFull();
      }
      if (isChange && intake == Intake.NOTHING) {
        if (looked >= look) {
          throw diskFull();
        }
        urgent = true; // Who has made room is not refused before the writer has looked again.
        work.signal();
        done.awaitUninterruptibly();
        continue;
      }
      if (intake != Intake.ALL && !isChange) {
        return false;
      }
      if (waiting + open.weight() < bufferBytes) {
        return true;
      }
      if (whenBehind == JournalSettings.WhenBehind.LOSE && !isChange) {
        return false;
      }
      work.signal();
      room.awaitUninterruptibly();
    }
  }

  /// Entries that are forced and still at hand.
  ///
  /// @param from number of the first
  /// @return none if it is not forced, or not at hand any more; else in order without a gap
  List<Entry> recent(long from) {
    lock.lock();
    try {
      return recent.range(from, forced);
    } finally {
      lock.unlock();
    }
  }

  /// Keeps no entry at hand that was appended until now.
  void forgetRecent() {
    lock.lock();
    try {
      recent.clear();
    } finally {
      lock.unlock();
    }
  }

  private void closeBlock() {
    waiting += open.weight();
    full.add(open);
    Block next = free.poll();
    open = next == null ? new Block(blockBytes) : next;
    open.clear(last + 1);
    words.clear();
  }

  void force(long number) throws JournalException {
    lock.lock();
    try {
      if (number > last) {
        throw new IllegalArgumentException("no entry has that number yet: " + number);
      }
      if (number > forced) {
        urgent = true; // Once: the next batch holds the entry, and whoever is woken early waits on.
        work.signal();
      }
      while (true) {
        if (isLost(number)) {
          untold.remove(number);
          throw diskFull();
        }
        if (number <= forced) {
          return;
        }
        if (failure != null) {
          throw again(failure);
        }
        done.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /// What there is to write.
  ///
  /// @param blocks in order
  /// @param force whether somebody waits for them
  /// @param closing whether nothing will follow
  record Batch(List<Block> blocks, boolean force, boolean closing) {}

  /// Waits until there is something to write, somebody waits, or a time has passed.
  Batch take(long maxWaitNanos) {
    lock.lock();
    try {
      long left = maxWaitNanos;
      while (full.isEmpty() && !urgent && !closing && left > 0) {
        try {
          left = work.awaitNanos(left);
        } catch (InterruptedException e) {
          // Nobody may interrupt the writer; it ends when the journal is closed.
          left = 0;
        }
      }
      boolean all = urgent || closing || left <= 0;
      if (all && !open.isEmpty()) {
        closeBlock();
      }
      List<Block> blocks = new ArrayList<>(full);
      full.clear();
      boolean force = urgent || closing || left <= 0;
      urgent = false;
      taken++;
      return new Batch(blocks, force, closing);
    } finally {
      lock.unlock();
    }
  }

  /// Says that blocks were written, or given up, and can be used again.
  void release(List<Block> blocks) {
    lock.lock();
    try {
      for (Block block : blocks) {
        waiting -= block.weight();
        recycle(block);
      }
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void recycle(Block block) {
    block.clear(0);
    if ((free.size() + 1L) * blockBytes <= bufferBytes) {
      free.add(block);
    }
  }

  /// Whether half of the buffer is taken.
  boolean isCrowded() {
    lock.lock();
    try {
      return waiting + open.weight() > bufferBytes / 2;
    } finally {
      lock.unlock();
    }
  }

  void forced(long number) {
    lock.lock();
    try {
      forced = Math.max(forced, number);
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Gives up, for want of room, what could not be written and all that was appended after it, so
  /// that what is lost is never followed by what is not, but for what is appended later. Changes
  /// are taken again when those who wait for the lost ones were told: who makes one change upon
  /// another never finds the second on disk without the first.
  ///
  /// @param unwritten blocks that were taken, in order, not empty
  void giveUp(List<Block> unwritten) {
    lock.lock();
    try {
      recent.clear();
      unwritten.forEach(this::count);
      for (Block block : full) {
        count(block);
        waiting -= block.weight();
        recycle(block);
      }
      full.clear();
      count(open);
      lost(unwritten.getFirst().first(), last);
      open.clear(last + 1);
      words.clear();
      room.signalAll();
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void count(Block block) {
    for (EntryKind kind : EntryKind.values()) {
      counters.lost(kind, block.count(kind));
    }
    untold.addAll(block.changes());
  }

  private void lost(long from, long to) {
    long[] before = lostRanges.peekLast();
    if (before != null && before[1] == from - 1) {
      before[1] = to;
      return;
    }
    lostRanges.add(new long[] {from, to});
    if (lostRanges.size() > MAX_LOST_RANGES) {
      long[] oldest = lostRanges.removeFirst();
      lostRanges.getFirst()[0] = oldest[0];
    }
  }

  private boolean isLost(long number) {
    for (long[] range : lostRanges) {
      if (number >= range[0] && number <= range[1]) {
        return true;
      }
    }
    return false;
  }

  void take(Intake what) {
    lock.lock();
    try {
      intake = what;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Says that, since the last batch was taken, it was looked whether the disk has room again.
  void looked() {
    lock.lock();
    try {
      looked = taken;
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void failed(JournalException why) {
    lock.lock();
    try {
      if (failure == null) {
        failure = why;
      }
      room.signalAll();
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
      room.signalAll();
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Throws what ended the journal, if anything did.
  void check() throws JournalException {
    lock.lock();
    try {
      if (failure != null) {
        throw again(failure);
      }
    } finally {
      lock.unlock();
    }
  }

  long forced() {
    lock.lock();
    try {
      return forced;
    } finally {
      lock.unlock();
    }
  }

  private static JournalException again(JournalException first) {
    return new JournalException(first.code(), String.valueOf(first.getMessage()), first);
  }

  private static JournalException diskFull() {
    return new JournalException(
        ErrorCode.DISK_FULL,
        "the disk is full: the change was not written down, so it was not made. Make room; the"
            + " journal goes on by itself");
  }
}

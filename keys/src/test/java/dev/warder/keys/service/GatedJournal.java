package dev.warder.keys.service;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import java.util.ArrayList;
import java.util.List;

/// A journal in memory whose disk waits, or fails, when told to. Safe for use by many threads.
final class GatedJournal implements Journal {
  private final List<Entry> entries = new ArrayList<>();
  private long forced;
  private long lastWithRoom = Long.MAX_VALUE;
  private boolean shut;
  private boolean broken;

  /// Lets nothing be forced until [#opened].
  synchronized void shut() {
    shut = true;
  }

  synchronized void opened() {
    shut = false;
    notifyAll();
  }

  /// Lets every force fail from now on, and nobody know what is on disk.
  synchronized void breakDown() {
    broken = true;
    shut = false;
    notifyAll();
  }

  /// Lets entries beyond the next so many be lost for want of room.
  synchronized void roomFor(int more) {
    lastWithRoom = entries.size() + (long) more;
  }

  synchronized void roomForAll() {
    lastWithRoom = Long.MAX_VALUE;
  }

  synchronized long appended() {
    return entries.size();
  }

  @Override
  public synchronized long append(Entry entry) {
    entries.add(entry);
    return entries.size();
  }

  @Override
  public synchronized void force(long number) throws JournalException {
    while (shut) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (broken) {
      throw new JournalException(ErrorCode.OUTPUT_UNWRITABLE, "the disk is gone");
    }
    if (number > lastWithRoom) {
      throw new JournalException(ErrorCode.DISK_FULL, "the disk is full");
    }
    forced = Math.max(forced, number);
  }

  @Override
  public void read(long from, Reader reader) {
    for (long number = from; number <= forced(); number++) {
      Entry entry;
      synchronized (this) {
        entry = entries.get((int) number - 1);
      }
      if (!reader.accept(number, entry)) {
        return;
      }
    }
  }

  @Override
  public synchronized long forced() {
    return forced;
  }

  @Override
  public synchronized boolean isFull() {
    return entries.size() > lastWithRoom;
  }

  /// Keeps nothing sealed.
  @Override
  public void destroyTenantKey(String tenant) {}

  @Override
  public void close() {}
}

package dev.warder.collect.sort;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Merges sorted runs into one: a binary heap of runs by their next entry. Confined to one thread.
///
/// Bounds one entry per run in memory, and what the runs themselves hold; no allocation per entry
final class Merge implements RunCursor {
  private final RunCursor[] runs;
  private final Entry[] heads;
  private int size;

  Merge(List<? extends RunCursor> all) {
    runs = new RunCursor[all.size()];
    heads = new Entry[all.size()];
    for (RunCursor run : all) {
      Entry head = run.next();
      if (head != null) {
        siftUp(size++, head, run);
      }
    }
  }

  @Override
  public @Nullable Entry next() {
    if (size == 0) {
      return null;
    }
    Entry least = heads[0];
    RunCursor run = runs[0];
    Entry head = run.next();
    if (head == null) {
      size--;
      head = heads[size];
      run = runs[size];
    }
    siftDown(head, run);
    return least;
  }

  private void siftUp(int from, Entry head, RunCursor run) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (Entry.ORDER.compare(heads[parent], head) <= 0) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    heads[at] = head;
    runs[at] = run;
  }

  private void siftDown(Entry head, RunCursor run) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child + 1 < size && Entry.ORDER.compare(heads[child + 1], heads[child]) < 0) {
        child++;
      }
      if (child >= size || Entry.ORDER.compare(head, heads[child]) <= 0) {
        break;
      }
      move(child, at);
      at = child;
    }
    heads[at] = head;
    runs[at] = run;
  }

  private void move(int from, int to) {
    heads[to] = heads[from];
    runs[to] = runs[from];
  }
}

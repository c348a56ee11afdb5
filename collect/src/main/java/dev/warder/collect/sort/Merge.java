package dev.warder.collect.sort;

import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Merges sorted runs into one. Confined to one thread.
///
/// Bounds one entry per run in memory, and what the runs themselves hold
final class Merge implements RunCursor {
  private final PriorityQueue<Head> heads;

  /// The next entry of a run.
  private record Head(Entry entry, RunCursor run) {}

  Merge(List<? extends RunCursor> runs) {
    heads = new PriorityQueue<>((a, b) -> Entry.ORDER.compare(a.entry(), b.entry()));
    for (RunCursor run : runs) {
      push(run);
    }
  }

  private void push(RunCursor run) {
    Entry entry = run.next();
    if (entry != null) {
      heads.add(new Head(entry, run));
    }
  }

  @Override
  public @Nullable Entry next() {
    Head head = heads.poll();
    if (head == null) {
      return null;
    }
    push(head.run());
    return head.entry();
  }
}

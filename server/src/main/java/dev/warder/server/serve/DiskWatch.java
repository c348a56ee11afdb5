package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.store.journal.JournalCounters.Disk;
import dev.warder.store.journal.SegmentJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says once when a journal's disk is full, and when there is room again. Confined to one thread.
final class DiskWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

  private final Journals journals;
  private Disk changes = Disk.ROOMY;
  private Disk calls = Disk.ROOMY;

  DiskWatch(Journals journals) {
    this.journals = requireNonNull(journals, "journals is null");
  }

  /// Looks, and says what has become different.
  void look() {
    changes = told("changes", journals.changes(), changes);
    calls = told("calls", journals.calls(), calls);
  }

  private static Disk told(String name, SegmentJournal journal, Disk before) {
    Disk now = journal.counters().disk();
    if (now != before) {
      (now == Disk.ROOMY ? LOG.atInfo() : LOG.atError())
          .addKeyValue("journal", name)
          .log(
              switch (now) {
                case ROOMY -> "the disk has room again; everything is taken and written down";
                case SCARCE ->
                    "the disk is full: changes go into the room that was kept; make room";
                case FULL ->
                    "the disk is full: nothing can be written down, and no change is taken; make"
                        + " room";
              });
    }
    return now;
  }
}

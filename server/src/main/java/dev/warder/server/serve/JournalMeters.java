package dev.warder.server.serve;

import dev.warder.api.http.DoorMeters;
import dev.warder.server.journal.DataJournal;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Holding;
import dev.warder.store.journal.JournalCounters;
import dev.warder.store.journal.SegmentJournal;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// What journals do, for `/metrics`.
///
/// Shape `warder_journal_appended_total{journal="changes"}`,
/// `warder_journal_lost_total{journal="calls",kind="verdict"}`
final class JournalMeters {
  private static final String NAME = "warder.journal.";
  private static final String JOURNAL = "journal";
  private static final double MICROS = 1e6;

  private final DoorMeters meters;

  private JournalMeters(DoorMeters meters) {
    this.meters = meters;
  }

  static void count(Journals journals, DoorMeters meters) {
    JournalMeters into = new JournalMeters(meters);
    into.count(DataJournal.CHANGES.word(), journals.changes());
    into.count(DataJournal.CALLS.word(), journals.calls());
  }

  private void count(String name, SegmentJournal journal) {
    JournalCounters counters = journal.counters();
    total(name, "appended", "Entries taken in since the start", counters::appended);
    total(name, "forces", "Times the disk was made to keep what was written", counters::forces);
    total(name, "heads", "Heads of the chain that were signed", counters::signedHeads);
    total(name, "written.bytes", "Bytes written to segments", counters::bytes);
    total(name, "dropped.segments", "Segments kept for long enough", counters::droppedSegments);
    total(name, "dropped.entries", "Entries kept for long enough", counters::droppedEntries);
    total(name, "dropped.bytes", "Bytes of segments that were dropped", counters::droppedBytes);
    for (EntryKind kind :
        List.of(EntryKind.AUDIT, EntryKind.VERDICT, EntryKind.ACTIVITY, EntryKind.FINDING)) {
      meters.counter(
          NAME + "lost",
          "Entries that are not in the journal: the disk was full, or too slow",
          () -> counters.lost(kind),
          JOURNAL,
          name,
          "kind",
          kind.name().toLowerCase(Locale.ROOT));
    }
    gauge(name, journal, "segments", "Files of entries", Holding::segments);
    gauge(name, journal, "bytes", "Bytes of the files of entries", Holding::bytes);
    gauge(name, journal, "first.entry", "Number of the oldest entry kept", Holding::firstEntry);
    gauge(name, journal, "forced.entry", "Number of the last entry on disk", Holding::lastEntry);
    meters.gauge(
        NAME + "oldest.seconds",
        "When the oldest file of entries was begun, since 1970; 0 if there is none",
        () -> journal.holding().begunMicros() / MICROS,
        JOURNAL,
        name);
    meters.gauge(
        NAME + "disk",
        "0: there is room; 1: only changes are taken; 2: nothing can be written",
        () -> state(counters.disk()),
        JOURNAL,
        name);
  }

  private void total(String journal, String name, String description, Counted counted) {
    meters.counter(NAME + name, description, counted::now, JOURNAL, journal);
  }

  private void gauge(
      String name,
      SegmentJournal journal,
      String what,
      String description,
      ToLongFunction<Holding> value) {
    meters.gauge(
        NAME + what, description, () -> value.applyAsLong(journal.holding()), JOURNAL, name);
  }

  private static int state(JournalCounters.Disk disk) {
    return switch (disk) {
      case ROOMY -> 0;
      case SCARCE -> 1;
      case FULL -> 2;
    };
  }

  /// A number that is read when it is asked for.
  @FunctionalInterface
  private interface Counted {
    long now();
  }
}

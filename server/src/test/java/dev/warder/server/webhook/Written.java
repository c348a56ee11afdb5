package dev.warder.server.webhook;

import dev.warder.server.live.IncidentFeed;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.fake.MemoryFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Both journals in memory, and what becomes of incidents, as it is written down: these layouts are
/// read for as long as there are such journals.
final class Written implements AutoCloseable {
  private static final JournalSettings SMALL =
      JournalSettings.defaults().with(new JournalSettings.Sizes(4_096, 1 << 20, 1 << 16, 0));

  private final SegmentJournal calls;
  private final SegmentJournal changes;

  private Written(SegmentJournal calls, SegmentJournal changes) {
    this.calls = calls;
    this.changes = changes;
  }

  static Written on(MemoryFiles files) throws JournalException {
    return new Written(
        SegmentJournal.open(Path.of("/calls"), SMALL, files),
        SegmentJournal.open(Path.of("/changes"), SMALL, files));
  }

  IncidentFeed feed() {
    return new IncidentFeed(calls, changes);
  }

  /// That an incident was told, grown or reopened.
  void told(String word, String uid, int findings, long timeMicros) throws JournalException {
    byte[] lines =
        ("{\"class_uid\":2004}\n{\"class_uid\":2005,\"metadata\":{\"uid\":\"" + uid + "\"}}\n")
            .getBytes(StandardCharsets.UTF_8);
    append(
        calls,
        new Entry(
            EntryKind.FINDING,
            timeMicros,
            "acme",
            "k-1",
            "incident",
            "",
            new Facts(List.of("3", uid, Integer.toString(findings), word, "k-1"), new byte[0]),
            new Facts(List.of(), lines)));
  }

  /// The same, as earlier versions wrote it down.
  void toldBefore(String uid, int findings, long timeMicros) throws JournalException {
    append(
        calls,
        new Entry(
            EntryKind.FINDING,
            timeMicros,
            "acme",
            "k-1",
            "incident",
            "",
            new Facts(List.of("2", uid, Integer.toString(findings), "k-1"), new byte[0]),
            Facts.NONE));
  }

  void closed(String uid, int findings, long timeMicros) throws JournalException {
    append(
        changes,
        new Entry(
            EntryKind.AUDIT,
            timeMicros,
            "",
            "k-1",
            "incidents.close",
            "",
            new Facts(
                List.of(
                    "1", uid, "BENIGN", Integer.toString(findings), "admin", "note", "127.0.0.1"),
                new byte[0]),
            Facts.NONE));
  }

  private static void append(SegmentJournal journal, Entry entry) throws JournalException {
    journal.force(journal.append(entry));
  }

  @Override
  public void close() throws JournalException {
    calls.close();
    changes.close();
  }
}

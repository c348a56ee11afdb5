package dev.warder.server.live;

import dev.warder.model.finding.Closing;
import dev.warder.model.finding.Incident;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.Query;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// That an incident was closed, as an entry of the journal of changes.
///
/// Shape texts: layout, uid, verdict, number of findings, who closed it; sealed with the key of the
/// incident's tenant: note, and the address it was closed from. Of several tenants, who have no key
/// in common, these stand in the clear behind the others
final class ClosingEntry {
  private static final String OPERATION = "incidents.close";
  private static final String LAYOUT = "1";
  private static final int HEAD = 5;

  private ClosingEntry() {}

  /// Finds all closings.
  static Query all() {
    return Query.EVERYTHING.of(EntryKind.AUDIT).of(Query.Text.OPERATION, OPERATION);
  }

  static Entry of(Closing closing, Incident incident, String origin) {
    String tenant = incident.tenants().size() == 1 ? incident.tenants().getFirst() : "";
    List<String> head =
        List.of(
            LAYOUT,
            closing.incidentUid(),
            closing.verdict().name(),
            Integer.toString(closing.findings()),
            closing.by());
    List<String> personal = List.of(closing.note(), origin);
    Facts facts =
        new Facts(
            tenant.isEmpty() ? Stream.concat(head.stream(), personal.stream()).toList() : head,
            new byte[0]);
    return new Entry(
        EntryKind.AUDIT,
        closing.timeMicros(),
        tenant,
        incident.credentials().getFirst(),
        OPERATION,
        "",
        facts,
        tenant.isEmpty() ? Facts.NONE : new Facts(personal, new byte[0]));
  }

  /// What an entry says was closed; null if it says nothing that this version understands.
  static @Nullable Closing read(Entry entry) {
    List<String> texts = entry.facts().texts();
    if (entry.kind() != EntryKind.AUDIT
        || !entry.operation().equals(OPERATION)
        || texts.size() < HEAD
        || !texts.getFirst().equals(LAYOUT)) {
      return null;
    }
    List<String> personal =
        texts.size() > HEAD ? texts.subList(HEAD, texts.size()) : entry.personal().texts();
    try {
      return new Closing(
          texts.get(1),
          Closing.Verdict.valueOf(texts.get(2)),
          personal.isEmpty() ? "" : personal.getFirst(),
          texts.get(4),
          entry.timeMicros(),
          Integer.parseInt(texts.get(3)));
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }
}

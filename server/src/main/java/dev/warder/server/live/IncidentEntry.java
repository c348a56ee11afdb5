package dev.warder.server.live;

import dev.warder.model.finding.Incident;
import dev.warder.server.json.FindingsFile;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.Query;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// That an incident was told, as an entry of the journal.
///
/// Shape texts: layout, uid, number of findings, and, of layout 2, its keys; sealed bytes: the
/// lines of `--findings`, as OCSF has them. An incident of several tenants has nobody whose key
/// could seal it: its lines are left out, who was told them has them
///
/// Bounds the first 200 keys
///
/// @param uid of the incident
/// @param findings how many it had
/// @param keys that it is about
record IncidentEntry(String uid, int findings, List<String> keys) {
  private static final String OPERATION = "incident";
  private static final String WITHOUT_KEYS = "1";
  private static final String LAYOUT = "2";
  private static final int HEAD = 3;
  private static final int MOST_KEYS = 200;

  IncidentEntry {
    keys = List.copyOf(keys);
  }

  /// Finds entries that say that an incident was told, behind a position.
  static Query after(long position) {
    return Query.EVERYTHING
        .of(EntryKind.FINDING)
        .of(Query.Text.OPERATION, OPERATION)
        .from(position + 1)
        .sealed();
  }

  static Entry of(Incident incident, String contentVersion, long nowMicros) {
    String tenant = incident.tenants().size() == 1 ? incident.tenants().getFirst() : "";
    List<String> texts = new ArrayList<>();
    texts.addAll(List.of(LAYOUT, incident.uid(), Integer.toString(incident.findings().size())));
    Board.keys(incident).limit(MOST_KEYS).forEach(texts::add);
    Facts facts = new Facts(texts, new byte[0]);
    Facts lines =
        tenant.isEmpty() ? Facts.NONE : new Facts(List.of(), lines(incident, contentVersion));
    return new Entry(
        EntryKind.FINDING,
        nowMicros,
        tenant,
        incident.credentials().getFirst(),
        OPERATION,
        incident.sources().isEmpty() ? "" : incident.sources().getFirst(),
        facts,
        lines);
  }

  /// What an entry says was told; null if it says nothing that this version understands.
  static @Nullable IncidentEntry read(Entry entry) {
    List<String> texts = entry.facts().texts();
    if (entry.kind() != EntryKind.FINDING
        || !entry.operation().equals(OPERATION)
        || texts.size() < HEAD) {
      return null;
    }
    List<String> keys =
        switch (texts.getFirst()) {
          case WITHOUT_KEYS -> List.of(entry.credentialUid());
          case LAYOUT -> texts.subList(HEAD, texts.size());
          default -> List.of();
        };
    try {
      return keys.isEmpty()
          ? null
          : new IncidentEntry(texts.get(1), Integer.parseInt(texts.get(2)), keys);
    } catch (NumberFormatException notOurs) {
      return null;
    }
  }

  /// The lines of `--findings` of an incident.
  static byte[] lines(Incident incident, String contentVersion) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
    FindingsFile.write(incident, contentVersion, out);
    return out.toByteArray();
  }
}

package dev.warder.server.live;

import dev.warder.model.finding.Incident;
import dev.warder.server.json.FindingsFile;
import dev.warder.server.live.IncidentChange.Kind;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.Query;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// That an incident was told, as an entry of the journal.
///
/// Shape texts: layout, uid, number of findings, of layout 3 what became of it, and, from layout 2
/// on, its keys; sealed bytes: the lines of `--findings`, as OCSF has them. An incident of several
/// tenants has nobody whose key could seal it: its lines are left out, who was told them has them
///
/// Bounds the first 200 keys
///
/// @param kind what became of it: told, grown or reopened; told where an older layout does not say
/// @param uid of the incident
/// @param findings how many it had
/// @param keys that it is about
record IncidentEntry(Kind kind, String uid, int findings, List<String> keys) {
  private static final String OPERATION = "incident";
  private static final String WITHOUT_KEYS = "1";
  private static final String WITHOUT_KIND = "2";
  private static final String LAYOUT = "3";
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

  /// @param kind what became of it, but closed
  static Entry of(Kind kind, Incident incident, String contentVersion, long nowMicros) {
    String tenant = incident.tenants().size() == 1 ? incident.tenants().getFirst() : "";
    List<String> texts = new ArrayList<>();
    texts.addAll(
        List.of(
            LAYOUT,
            incident.uid(),
            Integer.toString(incident.findings().size()),
            kind.name().toLowerCase(Locale.ROOT)));
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
    boolean saysKind = texts.getFirst().equals(LAYOUT) && texts.size() > HEAD;
    List<String> keys =
        switch (texts.getFirst()) {
          case WITHOUT_KEYS -> List.of(entry.credentialUid());
          case WITHOUT_KIND -> texts.subList(HEAD, texts.size());
          case LAYOUT -> saysKind ? texts.subList(HEAD + 1, texts.size()) : List.of();
          default -> List.of();
        };
    try {
      return keys.isEmpty()
          ? null
          : new IncidentEntry(
              saysKind ? kind(texts.get(HEAD)) : Kind.TOLD,
              texts.get(1),
              Integer.parseInt(texts.get(2)),
              keys);
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  private static Kind kind(String word) {
    return Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// The lines of `--findings` of an incident.
  static byte[] lines(Incident incident, String contentVersion) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4_096);
    FindingsFile.write(incident, contentVersion, out);
    return out.toByteArray();
  }
}

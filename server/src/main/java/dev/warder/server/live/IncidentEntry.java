package dev.warder.server.live;

import dev.warder.model.finding.Incident;
import dev.warder.server.json.FindingsFile;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// That an incident was told, as an entry of the journal.
///
/// Shape texts: layout, uid, number of findings; sealed bytes: the lines of `--findings`, as OCSF
/// has them. An incident of several tenants has nobody whose key could seal it: its lines are left
/// out, who was told them has them
///
/// @param uid of the incident
/// @param findings how many it had
record IncidentEntry(String uid, int findings) {
  private static final String OPERATION = "incident";
  private static final String LAYOUT = "1";

  static Entry of(Incident incident, String contentVersion, long nowMicros) {
    String tenant = incident.tenants().size() == 1 ? incident.tenants().getFirst() : "";
    Facts facts =
        new Facts(
            List.of(LAYOUT, incident.uid(), Integer.toString(incident.findings().size())),
            new byte[0]);
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
        || texts.size() != 3
        || !texts.getFirst().equals(LAYOUT)) {
      return null;
    }
    try {
      return new IncidentEntry(texts.get(1), Integer.parseInt(texts.get(2)));
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

package dev.warder.engine.campaign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.StableHash;
import dev.warder.model.finding.Incident.Standing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One campaign as it grows. Confined to the engine's thread.
///
/// Bounds at most [#MAX_FINDINGS] findings; further ones are not listed
final class IncidentState {
  private static final int MAX_FINDINGS = 512;

  private final String uid;
  private final long timeMicros;
  private final Standing standing;
  private final List<FindingDraft> findings = new ArrayList<>();
  private final Set<Strand> strands = new LinkedHashSet<>();
  private final Set<String> joinedBy = new LinkedHashSet<>();

  IncidentState(FindingDraft first, Standing standing) {
    this.uid = StableHash.uid("i", first.strand().uid(), first.fact().evidence().activityUid());
    this.timeMicros = first.timeMicros();
    this.standing = standing;
  }

  private IncidentState(String uid, long timeMicros, Standing standing) {
    this.uid = uid;
    this.timeMicros = timeMicros;
    this.standing = standing;
  }

  /// Takes a finding in; false if it has as many as it lists.
  boolean add(FindingDraft finding) {
    if (findings.size() >= MAX_FINDINGS) {
      return false;
    }
    strands.add(finding.strand());
    return findings.add(finding);
  }

  /// Notes why a further strand belongs here.
  void joined(String why) {
    joinedBy.add(why);
  }

  String uid() {
    return uid;
  }

  long timeMicros() {
    return timeMicros;
  }

  Standing standing() {
    return standing;
  }

  List<FindingDraft> findings() {
    return findings;
  }

  Set<Strand> strands() {
    return strands;
  }

  Set<String> joinedBy() {
    return joinedBy;
  }

  void save(StateWriter out, StrandNumbers numbers) {
    out.text(uid);
    out.signed(timeMicros);
    out.name(standing);
    out.list(findings, (to, finding) -> finding.save(to, numbers));
    out.texts(joinedBy);
  }

  /// Takes back what was saved, without findings that content no longer has the detection for.
  ///
  /// @param detections of content, by id
  static IncidentState restore(
      StateReader in, RestoredStrands all, Map<String, Detection> detections)
      throws StateException {
    IncidentState incident = new IncidentState(in.text(), in.signed(), in.name(Standing.class));
    in.each(from -> {
      FindingDraft finding = FindingDraft.restore(from, all, detections);
      if (finding != null) {
        incident.add(finding);
      }
    });
    in.into(incident.joinedBy);
    return incident;
  }
}

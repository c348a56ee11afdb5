package dev.warder.engine.campaign;

import dev.warder.engine.profile.Strand;
import dev.warder.model.StableHash;
import dev.warder.model.finding.Incident.Standing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

  void add(FindingDraft finding) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(finding);
      strands.add(finding.strand());
    }
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
}

package dev.warder.model.finding;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Severity;
import dev.warder.model.Technique;
import java.util.List;

/// Findings that belong to one campaign.
///
/// Source OCSF 1.5 Incident Finding (2005)
///
/// @param uid stable id, the same at every replay
/// @param title what happened, one line
/// @param story what happened, sentences, each resting on findings listed
/// @param timeMicros first emission: when the first finding was made
/// @param firstActivityMicros earliest activity in evidence
/// @param lastActivityMicros latest activity in evidence
/// @param severity worst of its findings
/// @param riskScore0To100 how sure and how bad, to sort by
/// @param standing whether it was emitted within the budget
/// @param tenants customer organisations touched
/// @param credentials keys involved, first seen first
/// @param minted keys that suspects created
/// @param sources canonical sources the suspects used
/// @param addresses addresses the suspects used
/// @param clients client families the suspects used
/// @param techniques ATT&CK, in order of the tactics, without repetition
/// @param joinedBy why the findings are one incident, in words
/// @param findings in order of time, never empty
/// @param advice what to do now, in order
/// @param callsBeforeFirstFinding calls of the suspect strand up to the first finding
public record Incident(
    String uid,
    String title,
    String story,
    long timeMicros,
    long firstActivityMicros,
    long lastActivityMicros,
    Severity severity,
    double riskScore0To100,
    Standing standing,
    List<String> tenants,
    List<String> credentials,
    List<String> minted,
    List<String> sources,
    List<String> addresses,
    List<String> clients,
    List<Technique> techniques,
    List<String> joinedBy,
    List<Finding> findings,
    List<String> advice,
    long callsBeforeFirstFinding) {

  public Incident {
    requireNonNull(uid, "uid is null");
    requireNonNull(standing, "standing is null");
    tenants = List.copyOf(tenants);
    credentials = List.copyOf(credentials);
    minted = List.copyOf(minted);
    sources = List.copyOf(sources);
    addresses = List.copyOf(addresses);
    clients = List.copyOf(clients);
    techniques = List.copyOf(techniques);
    joinedBy = List.copyOf(joinedBy);
    findings = List.copyOf(findings);
    advice = List.copyOf(advice);
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("an incident without findings: " + uid);
    }
  }

  /// Whether an incident was told at once or only kept.
  public enum Standing {
    /// Emitted as an alert within the day's budget.
    ALERTED,
    /// Kept and listed; the day's budget was spent.
    OVER_BUDGET
  }
}

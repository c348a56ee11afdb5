package dev.warder.server.live;

import static java.util.Objects.requireNonNull;

/// What became of an incident, as the journals have it.
///
/// @param kind what became of it
/// @param uid of the incident
/// @param findings how many it had then; of a closing, how many whoever closed it saw
/// @param timeMicros when, microseconds since the epoch, UTC
/// @param number of its entry, in the journal of calls or, of a closing, in that of changes
public record IncidentChange(Kind kind, String uid, int findings, long timeMicros, long number) {
  public IncidentChange {
    requireNonNull(kind, "kind is null");
    requireNonNull(uid, "uid is null");
  }

  /// What became of an incident.
  public enum Kind {
    /// It was told for the first time.
    TOLD,
    /// It has more findings.
    GROWN,
    /// Somebody closed it.
    CLOSED,
    /// It has more findings than whoever closed it saw.
    REOPENED
  }

  /// What tells it from every other change: the same however often it is read, in whichever
  /// process.
  ///
  /// Shape `i-4f0c-2`, `i-4f0c-closed-1795737600000000`; letters, digits and dashes
  public String id() {
    return kind == Kind.CLOSED ? uid + "-closed-" + timeMicros : uid + "-" + findings;
  }
}

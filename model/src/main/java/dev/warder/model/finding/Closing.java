package dev.warder.model.finding;

import static java.util.Objects.requireNonNull;

/// That somebody closed an incident.
///
/// Source OCSF 1.5 Incident Finding (2005)
///
/// @param incidentUid of the incident
/// @param verdict what it turned out to be
/// @param note for people; may be empty
/// @param by id of the actor who closed it
/// @param timeMicros when, microseconds since the epoch, UTC
/// @param findings how many findings it had then; one more opens it again
public record Closing(
    String incidentUid, Verdict verdict, String note, String by, long timeMicros, int findings) {
  public Closing {
    requireNonNull(incidentUid, "incidentUid is null");
    requireNonNull(verdict, "verdict is null");
    requireNonNull(note, "note is null");
    requireNonNull(by, "by is null");
  }

  /// Whether it holds no more for an incident that has so many findings now.
  public boolean isOutdatedBy(int findingsNow) {
    return findingsNow > findings;
  }

  /// What an incident turned out to be, in the words of OCSF.
  public enum Verdict {
    FALSE_POSITIVE(1, "False Positive"),
    TRUE_POSITIVE(2, "True Positive"),
    DISREGARD(3, "Disregard"),
    SUSPICIOUS(4, "Suspicious"),
    BENIGN(5, "Benign"),
    TEST(6, "Test"),
    INSUFFICIENT_DATA(7, "Insufficient Data"),
    SECURITY_RISK(8, "Security Risk"),
    MANAGED_EXTERNALLY(9, "Managed Externally"),
    DUPLICATE(10, "Duplicate");

    private final int id;
    private final String caption;

    Verdict(int id, String caption) {
      this.id = id;
      this.caption = caption;
    }

    /// The `verdict_id`.
    public int id() {
      return id;
    }

    /// The `verdict`.
    public String caption() {
      return caption;
    }
  }
}

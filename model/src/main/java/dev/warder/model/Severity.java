package dev.warder.model;

/// OCSF `severity_id` of findings and incidents.
public enum Severity {
  INFORMATIONAL(1),
  LOW(2),
  MEDIUM(3),
  HIGH(4),
  CRITICAL(5);

  private final int id;

  Severity(int id) {
    this.id = id;
  }

  /// OCSF `severity_id`, 1 to 5.
  public int id() {
    return id;
  }

  public boolean isAtLeast(Severity other) {
    return id >= other.id;
  }
}

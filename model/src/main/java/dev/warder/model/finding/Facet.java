package dev.warder.model.finding;

/// The sides of behaviour that evidence is kept for. Within one facet facts do not add up; across
/// facets they do.
public enum Facet {
  SOURCE("where it comes from"),
  CLIENT("what software it is"),
  COEXISTENCE("the old consumer goes on beside it"),
  DORMANCY("the key had been silent"),
  DISCOVERY("looking around"),
  PRIVILEGE("first privileged use"),
  CREDENTIALS("reaching for credentials"),
  EXECUTION("running commands"),
  PERSISTENCE("making sure to come back"),
  EVASION("covering tracks"),
  COLLECTION("gathering data"),
  EXFILTRATION("taking data out"),
  IMPACT("doing damage"),
  ERRORS("being refused"),
  SPREAD("one source, many keys"),
  CERTAIN("a certain sign"),
  /// What rules from outside say, whatever they are about.
  RULES("rules of your own");

  private final String label;

  Facet(String label) {
    this.label = label;
  }

  /// The facet in words, to follow "evidence from".
  public String label() {
    return label;
  }

  /// Whether the facet tells who calls rather than what is done.
  public boolean isIdentity() {
    return this == SOURCE || this == CLIENT || this == COEXISTENCE || this == DORMANCY;
  }
}

package dev.warder.model;

/// Tactics of ATT&CK Enterprise in the order of an intrusion, as far as a log of API calls shows
/// them.
public enum Tactic {
  RECONNAISSANCE("TA0043", "Reconnaissance"),
  INITIAL_ACCESS("TA0001", "Initial Access"),
  EXECUTION("TA0002", "Execution"),
  PERSISTENCE("TA0003", "Persistence"),
  PRIVILEGE_ESCALATION("TA0004", "Privilege Escalation"),
  DEFENSE_EVASION("TA0005", "Defense Evasion"),
  CREDENTIAL_ACCESS("TA0006", "Credential Access"),
  DISCOVERY("TA0007", "Discovery"),
  LATERAL_MOVEMENT("TA0008", "Lateral Movement"),
  COLLECTION("TA0009", "Collection"),
  COMMAND_AND_CONTROL("TA0011", "Command and Control"),
  EXFILTRATION("TA0010", "Exfiltration"),
  IMPACT("TA0040", "Impact");

  private final String uid;
  private final String label;

  Tactic(String uid, String label) {
    this.uid = uid;
    this.label = label;
  }

  /// ATT&CK id, such as `TA0005`.
  public String uid() {
    return uid;
  }

  /// ATT&CK name, such as `Defense Evasion`.
  public String label() {
    return label;
  }
}

package dev.warder.keys;

/// The software that uses a key.
///
/// @param kind `scim`, `log-puller`; empty if unknown
/// @param runbook link to what to do when the key is replaced; may be empty
public record Integration(String kind, String runbook) {
  public static final Integration NONE = new Integration("", "");

  public Integration {
    Bounds.word("integration", kind);
    Bounds.text("runbook", runbook);
  }
}

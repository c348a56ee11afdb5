package dev.warder.model.inventory;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Severity;

/// Where traffic and the API's own description part.
///
/// @param kind what sort of difference
/// @param severity how urgent
/// @param operation name of the operation, `GET /users/{id}`
/// @param evidence what shows it, with figures
/// @param advice what to do
/// @param document name of the file that describes it; of an operation that none describes, of all
///   that might
public record SpecFinding(
    Kind kind,
    Severity severity,
    String operation,
    String evidence,
    String advice,
    String document) {

  /// What sort of difference.
  public enum Kind {
    UNDOCUMENTED("Undocumented operation answers"),
    METHOD_MISMATCH("Undocumented method of a documented path answers"),
    WITHOUT_KEY("Needs a key by its description, answers without one"),
    KEY_IN_QUERY("Key travels in the query"),
    DEPRECATED_IN_USE("Deprecated operation is still in use"),
    TYPE_MISMATCH("Parameter of another type than described"),
    REQUIRED_MISSING("Succeeds without a parameter that the description requires"),
    UNDOCUMENTED_PARAMETER("Undocumented parameters"),
    UNUSED("Documented operation was never called");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /// One line for people.
    public String label() {
      return label;
    }
  }

  public SpecFinding {
    requireNonNull(kind, "kind is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(operation, "operation is null");
    requireNonNull(evidence, "evidence is null");
    requireNonNull(advice, "advice is null");
    requireNonNull(document, "document is null");
  }
}

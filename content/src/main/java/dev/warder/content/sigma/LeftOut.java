package dev.warder.content.sigma;

import static java.util.Objects.requireNonNull;

/// A rule that was not loaded, and why.
///
/// @param file path below the directory of the rules
/// @param line line of what stood in the way, from 1; 0 if the file as a whole does
/// @param rule the rule's id, else its title, else empty
/// @param kind why
/// @param construct what exactly: a modifier, a field, a log source
public record LeftOut(String file, int line, String rule, Kind kind, String construct) {
  public LeftOut {
    requireNonNull(file, "file is null");
    requireNonNull(rule, "rule is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(construct, "construct is null");
  }

  /// Why rules are left out.
  public enum Kind {
    OTHER_LOG("for other logs"),
    FIELD_NOT_KEPT("on fields that are not kept"),
    UNSUPPORTED("with unsupported constructs"),
    RETIRED("retired by their authors"),
    INVALID("not valid");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /// The reason in words, to follow a number of rules.
    public String label() {
      return label;
    }
  }
}

package dev.warder.model.inventory;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Severity;

/// A weakness of a key that needs no attack to be worth mending.
///
/// @param id stable name, such as `dormant`
/// @param severity how urgent
/// @param title one line
/// @param evidence what shows it, with figures
/// @param advice what to do
public record PostureFinding(
    String id, Severity severity, String title, String evidence, String advice) {

  public PostureFinding {
    requireNonNull(id, "id is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(title, "title is null");
    requireNonNull(evidence, "evidence is null");
    requireNonNull(advice, "advice is null");
  }
}

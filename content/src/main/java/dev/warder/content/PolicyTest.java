package dev.warder.content;

import dev.warder.engine.detection.Condition;
import dev.warder.model.Activity;
import java.util.Set;

/// A policy document under an attribute lets somebody in, or lets its holder do everything.
///
/// @param prefix attribute that holds the document as text, or under which it is spread out
/// @param known accounts that never count as foreign
record PolicyTest(String prefix, Lets lets, Set<String> known) implements Condition {

  /// What the document is asked.
  enum Lets {
    /// A statement allows any principal, without a condition.
    ANYBODY,
    /// A statement allows a principal of another account.
    FOREIGN_ACCOUNT,
    /// A statement allows every action on every resource.
    EVERYTHING
  }

  @Override
  public boolean test(Activity activity) {
    for (PolicyStatement statement : PolicyStatement.read(prefix, activity.attributes())) {
      if (statement.allows() && holds(statement, activity)) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(PolicyStatement statement, Activity activity) {
    return switch (lets) {
      case ANYBODY -> statement.principals().contains("*") && !statement.conditional();
      case FOREIGN_ACCOUNT ->
          statement.principals().stream()
              .anyMatch(principal -> Accounts.namesForeign(principal, activity, known));
      case EVERYTHING ->
          statement.resources().contains("*")
              && (statement.actions().contains("*") || statement.actions().contains("*:*"));
    };
  }
}

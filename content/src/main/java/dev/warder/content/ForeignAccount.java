package dev.warder.content;

import dev.warder.engine.detection.Condition;
import dev.warder.model.Activity;
import java.util.List;
import java.util.Set;

/// Some value at these paths names an AWS account other than the caller's.
record ForeignAccount(List<AttributePath> paths, Set<String> known) implements Condition {

  @Override
  public boolean test(Activity activity) {
    for (AttributePath path : paths) {
      if (path.any(activity.attributes(), value -> Accounts.namesForeign(value, activity, known))) {
        return true;
      }
    }
    return false;
  }
}

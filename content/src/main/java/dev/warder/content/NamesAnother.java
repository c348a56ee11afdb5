package dev.warder.content;

import dev.warder.engine.detection.Condition;
import dev.warder.model.Activity;
import dev.warder.model.Caller;

/// Some value at the path names a principal other than the caller.
record NamesAnother(AttributePath path) implements Condition {

  @Override
  public boolean test(Activity activity) {
    Caller caller = activity.caller();
    return path.any(activity.attributes(), value -> !value.isEmpty() && !isCaller(value, caller));
  }

  private static boolean isCaller(String value, Caller caller) {
    String uid = caller.principalUid();
    return value.equalsIgnoreCase(caller.principalName())
        || value.equalsIgnoreCase(uid)
        || value.equalsIgnoreCase(uid.substring(uid.lastIndexOf('/') + 1));
  }
}

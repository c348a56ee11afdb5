package dev.warder.engine.detection;

import dev.warder.model.Activity;

/// What else must hold of an activity; linear in its size, never throws.
@FunctionalInterface
public interface Condition {
  Condition ALWAYS = activity -> true;

  boolean test(Activity activity);
}

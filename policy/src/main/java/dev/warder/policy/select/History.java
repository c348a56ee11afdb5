package dev.warder.policy.select;

/// Kinds of what calls left behind.
public enum History {
  LAST_USED,
  USED_FROM,
  TOUCHED,
  POSTURE
}

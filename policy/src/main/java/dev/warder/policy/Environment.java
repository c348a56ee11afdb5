package dev.warder.policy;

/// What a key is for, as its value shows.
public enum Environment {
  LIVE,
  TEST
}

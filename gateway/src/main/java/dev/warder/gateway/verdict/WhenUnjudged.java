package dev.warder.gateway.verdict;

/// What becomes of calls that nobody can decide about, because the verifier fails.
public enum WhenUnjudged {
  /// They are refused with 503.
  REFUSE,
  /// They pass, without any identity, and are counted.
  PASS
}

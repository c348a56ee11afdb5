package dev.warder.policy;

import dev.warder.policy.rate.Limit;

/// Counts calls; whoever asks for decisions owns the state and its bounds.
public interface Buckets {
  /// Nobody counts: every call is within its limits.
  Buckets UNCOUNTED = (limit, key, nowMicros) -> 0;

  /// Takes one call out of the bucket that a limit gives a key
  /// ([dev.warder.policy.rate.TokenBucket]).
  ///
  /// @return 0 if there was one, else in how many microseconds there will be
  long take(Limit limit, KeyFacts key, long nowMicros);
}

package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What became of values that somebody found where they should not be.
///
/// @param values one answer for each value, in order
public record LeakReport(List<Answer> values) {
  public LeakReport {
    values = List.copyOf(values);
  }

  /// What the asker may know of one value.
  ///
  /// @param finding what the value is
  /// @param keyId the key; empty unless the value opens or opened it
  /// @param done what was done about it, for people
  public record Answer(Finding finding, String keyId, String done) {
    public Answer {
      requireNonNull(finding, "finding is null");
      requireNonNull(keyId, "keyId is null");
      requireNonNull(done, "done is null");
    }
  }

  /// What a value is.
  public enum Finding {
    /// It is none of ours, or a typo of one.
    NO_KEY,
    /// It looks like one of ours but opens nothing and never did.
    UNKNOWN,
    /// It was a key once and opens nothing any more.
    RETIRED,
    /// It is a key in use.
    LIVE
  }
}

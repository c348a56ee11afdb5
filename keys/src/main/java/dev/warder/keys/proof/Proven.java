package dev.warder.keys.proof;

import static java.util.Objects.requireNonNull;

/// Who sent the message holds the private key, signed what the rules require of it, and did so
/// within the window and for the first time.
///
/// @param keyId id of the key that signed
/// @param createdSeconds when, seconds since the epoch, by the caller's clock
public record Proven(String keyId, long createdSeconds, Content content) implements Proof {
  public Proven {
    requireNonNull(keyId, "keyId is null");
    requireNonNull(content, "content is null");
  }

  /// What is proven of the message's content.
  public enum Content {
    /// There is none.
    NONE,
    /// It is what was signed.
    HOLDS,
    /// A digest was signed, but the content was not at hand to be held against it.
    LEFT_TO_COMPARE,
    /// The rules let it go unsigned, and it is.
    OPEN
  }
}

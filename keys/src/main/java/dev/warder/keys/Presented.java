package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.proof.SignedMessage;
import org.jspecify.annotations.Nullable;

/// What a caller showed: a value, a signed message, or both. Its text is a secret until proven
/// otherwise: [#toString] tells nothing.
public final class Presented {
  private final String text;
  private final @Nullable SignedMessage message;

  private Presented(String text, @Nullable SignedMessage message) {
    this.text = requireNonNull(text, "text is null");
    this.message = message;
  }

  /// A value as it came, without what stood around it (`Bearer `).
  public static Presented of(String text) {
    return new Presented(text, null);
  }

  /// A value, and the message it came with, which may be signed.
  ///
  /// @param text empty if there is none
  public static Presented of(String text, SignedMessage message) {
    return new Presented(text, requireNonNull(message, "message is null"));
  }

  /// The value itself. Whoever calls this answers for where it goes.
  public String expose() {
    return text;
  }

  /// The message, null if the asker did not hand it on.
  public @Nullable SignedMessage message() {
    return message;
  }

  @Override
  public String toString() {
    return "Presented[redacted]";
  }
}

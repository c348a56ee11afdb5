package dev.warder.keys.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The content of a message, as far as whoever asks has it.
public sealed interface Body {
  /// The message surely has none.
  record Absent() implements Body {}

  /// The message has one, or may have one, that is not at hand here. What is proven then is which
  /// digest was signed; whoever has the content must hold it against that.
  record Unseen() implements Body {}

  /// The content itself.
  final class Shown implements Body {
    private final byte[] content;

    private Shown(byte[] content) {
      this.content = content;
    }

    /// Content as it was sent.
    ///
    /// @param content is not copied; must not change while it is looked at
    public static Shown of(byte[] content) {
      return new Shown(content);
    }

    boolean isEmpty() {
      return content.length == 0;
    }

    byte[] digest(String algorithm) {
      return Body.digest(algorithm, content);
    }
  }

  /// Whether there is content to sign, or may be.
  default boolean mayHaveContent() {
    return switch (this) {
      case Absent _ -> false;
      case Unseen _ -> true;
      case Shown shown -> !shown.isEmpty();
    };
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}

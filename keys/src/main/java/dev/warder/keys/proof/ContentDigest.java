package dev.warder.keys.proof;

import dev.warder.keys.proof.BareItem.BytesItem;
import dev.warder.keys.proof.Body.Shown;
import dev.warder.keys.proof.Member.Item;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Holds the content of a message against the digests that it carries. Each of SHA-256 and SHA-512
/// that is there must hold; others are passed over, but alone they do not do.
///
/// Source RFC 9530 §2, §5
final class ContentDigest {
  static final String FIELD = "content-digest";

  private static final Map<String, String> ALGORITHMS =
      Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

  private ContentDigest() {}

  /// What is wrong, or null.
  static @Nullable Refusal wrong(SignedMessage message) {
    String value = message.value(FIELD);
    Map<String, Member> digests = value == null ? null : FieldParser.dictionary(value);
    if (digests == null) {
      return Refusal.MALFORMED_DIGEST;
    }
    Shown content =
        switch (message.body()) {
          case Body.Absent _ -> Shown.of(new byte[0]);
          case Body.Unseen _ -> null;
          case Shown shown -> shown;
        };
    boolean any = false;
    for (Map.Entry<String, Member> digest : digests.entrySet()) {
      String algorithm = ALGORITHMS.get(digest.getKey());
      if (algorithm == null) {
        continue;
      }
      any = true;
      if (!(digest.getValue() instanceof Item(BytesItem told, Map<String, BareItem> _))) {
        return Refusal.MALFORMED_DIGEST;
      }
      if (content != null && !MessageDigest.isEqual(told.bytes(), content.digest(algorithm))) {
        return Refusal.WRONG_DIGEST;
      }
    }
    return any ? null : Refusal.MALFORMED_DIGEST;
  }
}

package dev.warder.server.webhook;

import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs messages.
///
/// Shape `v1,` and base64 of HMAC-SHA256 over id, `.`, seconds, `.`, body; with a blank between,
/// one for each secret
///
/// Source Standard Webhooks 1.0
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /// The value of `webhook-signature`.
  ///
  /// @param seconds when it is sent, since the epoch
  static String of(SigningSecrets secrets, Message message, long seconds) {
    return secrets.secrets().stream()
        .map(secret -> one(secret, message, seconds))
        .collect(Collectors.joining(" "));
  }

  private static String one(Secret secret, Message message, long seconds) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      // Nothing but the signature leaves.
      mac.init(new SecretKeySpec(secret.expose(), ALGORITHM));
      mac.update((message.id() + "." + seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(message.body()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}

package dev.warder.keys.foreign;

import dev.warder.keys.foreign.Algorithm.Kind;
import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Hashes values as another system did. Safe for any number of threads.
final class ForeignHasher {
  private final Algorithm algorithm;
  private final @Nullable Mac keyed;

  private ForeignHasher(Algorithm algorithm, @Nullable Mac keyed) {
    this.algorithm = algorithm;
    this.keyed = keyed;
  }

  /// @param pepper exactly for those algorithms that take one
  static ForeignHasher of(Algorithm algorithm, @Nullable Secret pepper) {
    if ((pepper != null) != (algorithm.kind() == Kind.KEYED)) {
      throw new IllegalArgumentException(
          pepper == null ? "this format needs its pepper" : "this format takes no pepper");
    }
    return new ForeignHasher(algorithm, pepper == null ? null : mac(algorithm, pepper.expose()));
  }

  byte[] hash(String part, byte[] salt) {
    byte[] bytes = part.getBytes(StandardCharsets.US_ASCII);
    try {
      if (keyed != null) {
        return ((Mac) keyed.clone()).doFinal(bytes);
      }
      MessageDigest digest = MessageDigest.getInstance(algorithm.standardName());
      digest.update(salt);
      return digest.digest(bytes);
    } catch (GeneralSecurityException | CloneNotSupportedException e) {
      throw new IllegalStateException("every JDK has " + algorithm.standardName(), e);
    }
  }

  private static Mac mac(Algorithm algorithm, byte[] pepper) {
    try {
      Mac mac = Mac.getInstance(algorithm.standardName());
      mac.init(new SecretKeySpec(pepper, algorithm.standardName()));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm.standardName(), e);
    } finally {
      Arrays.fill(pepper, (byte) 0);
    }
  }
}

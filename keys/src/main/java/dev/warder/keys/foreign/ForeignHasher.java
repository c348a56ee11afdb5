package dev.warder.keys.foreign;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.foreign.Algorithm.Kind;
import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Hashes values as another system did. Safe for any number of threads.
///
/// Bounds some 3 µs at the most: values have up to 512 characters, and slow hashes are not taken
public final class ForeignHasher {
  /// What a pepper is known again by is made of these; no value looks like them.
  private static final String FINGERPRINT = "fingerprint of the pepper of another system";

  private static final int FINGERPRINT_BYTES = 16;

  private final ForeignFormat format;
  private final @Nullable Mac keyed;

  private ForeignHasher(ForeignFormat format, @Nullable Mac keyed) {
    this.format = format;
    this.keyed = keyed;
  }

  /// Hashes as one format has it.
  ///
  /// @param pepper exactly for those algorithms that take one
  /// @throws IllegalArgumentException if it is missing, or there is one too many
  public static ForeignHasher of(ForeignFormat format, @Nullable Secret pepper) {
    requireNonNull(format, "format is null");
    if ((pepper != null) != format.needsPepper()) {
      throw new IllegalArgumentException(
          pepper == null ? "this format needs its pepper" : "this format takes no pepper");
    }
    return new ForeignHasher(
        format, pepper == null ? null : mac(format.algorithm(), pepper.expose()));
  }

  /// The hash of a value.
  ///
  /// @param value one that fits the format
  /// @param salt in hexadecimal digits; empty if there is none
  public byte[] hash(String value, String salt) {
    return digest(format.hashedPart(value), HexFormat.of().parseHex(salt));
  }

  /// What the pepper is known again by, and nothing else can be made of: 32 hexadecimal digits.
  /// Empty if there is no pepper.
  public String fingerprint() {
    return keyed == null
        ? ""
        : HexFormat.of().formatHex(digest(FINGERPRINT, new byte[0]), 0, FINGERPRINT_BYTES);
  }

  private byte[] digest(String part, byte[] salt) {
    byte[] bytes = part.getBytes(StandardCharsets.US_ASCII);
    Algorithm algorithm = format.algorithm();
    try {
      if (keyed != null) {
        return ((Mac) keyed.clone()).doFinal(bytes);
      }
      MessageDigest digest = MessageDigest.getInstance(algorithm.standardName());
      if (algorithm.kind() == Kind.SALTED) {
        digest.update(salt);
      }
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

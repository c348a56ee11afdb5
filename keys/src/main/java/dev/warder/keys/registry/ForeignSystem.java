package dev.warder.keys.registry;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.foreign.ForeignHasher;
import dev.warder.keys.shape.KeyId;
import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Another system whose keys are taken: from what it knew them by to what we know them by. Safe for
/// any number of threads.
///
///     its id  `7Fq2`          -> SHA-256 -> our public id, the same at every import
///     its hash of a value     -> named by the format -> what our own hash, under our pepper, is of
///
/// So nothing that is written down lets anybody try values without the pepper, however weak the
/// other system's hashes are
public final class ForeignSystem {
  private static final String ID = "id of an imported key";
  private static final String HASH = "hash of an imported key";

  private final ForeignFormat format;
  private final ForeignHasher hasher;
  private final byte[] idHead;
  private final byte[] hashHead;

  private ForeignSystem(ForeignFormat format, ForeignHasher hasher) {
    this.format = format;
    this.hasher = hasher;
    idHead = head(ID);
    hashHead = head(HASH);
  }

  /// A system by the format of its keys.
  ///
  /// @param pepper that it hashed under; null exactly where the format needs none
  public static ForeignSystem of(ForeignFormat format, @Nullable Secret pepper) {
    return new ForeignSystem(
        requireNonNull(format, "format is null"), ForeignHasher.of(format, pepper));
  }

  public ForeignFormat format() {
    return format;
  }

  public String name() {
    return format.name();
  }

  /// What the pepper is known again by; empty if there is none.
  public String fingerprint() {
    return hasher.fingerprint();
  }

  /// Our public id of one of its keys.
  public KeyId keyId(String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(idHead);
      return KeyId.of(sha256.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// What we hash of a hash of its own. Never what is hashed of a key of ours, which holds no
  /// zeros.
  public byte[] material(byte[] hash) {
    byte[] material = Arrays.copyOf(hashHead, hashHead.length + hash.length);
    System.arraycopy(hash, 0, material, hashHead.length, hash.length);
    return material;
  }

  /// What its hash of a value is.
  ///
  /// @param value one that fits the format
  /// @param salt in hexadecimal digits; empty if there is none
  public byte[] hash(String value, String salt) {
    return hasher.hash(value, salt);
  }

  private byte[] head(String what) {
    return (what + '\0' + format.name() + '\0').getBytes(StandardCharsets.US_ASCII);
  }
}

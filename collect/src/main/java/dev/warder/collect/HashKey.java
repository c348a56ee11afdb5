package dev.warder.collect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The key under which secrets seen in logs are hashed. Shows itself to nobody.
///
/// Guarantees neither `toString` nor equality leaks the bytes; comparison takes constant time.
public final class HashKey {
  /// What `analyze` uses unless told otherwise, declared so that separate runs name a key alike. It
  /// hides nothing from somebody who can guess the secret; give an own key to prevent that.
  public static final HashKey DEFAULT =
      new HashKey("warder-analyze-default-hash-key-1".getBytes(StandardCharsets.US_ASCII));

  private static final int MIN_BYTES = 16;

  private final byte[] bytes;

  public HashKey(byte[] bytes) {
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException("a hash key needs at least " + MIN_BYTES + " bytes");
    }
    this.bytes = bytes.clone();
  }

  /// The only way to the raw bytes; search for its callers.
  byte[] exposeBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HashKey that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return HashKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "HashKey[redacted]";
  }
}

package dev.warder.keys.foreign;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// The hash of a key as another system stored it, with its salt if it has one. Opens nothing by
/// itself; still, [#toString] tells nothing.
public final class StoredHash {
  /// How long a salt may be.
  static final int MAX_SALT = 31;

  private final byte[] hash;
  private final byte[] salt;

  private StoredHash(byte[] hash, byte[] salt) {
    this.hash = hash;
    this.salt = salt;
  }

  /// A hash, and a salt which is empty if there is none.
  public static StoredHash of(byte[] hash, byte[] salt) {
    return new StoredHash(hash.clone(), salt.clone());
  }

  /// A copy of the hash. It may be all that is needed to find a weak value by trying: whoever calls
  /// this answers for where it goes.
  public byte[] expose() {
    return hash.clone();
  }

  /// The salt in hexadecimal digits, to be kept; empty if there is none.
  public String saltHex() {
    return HexFormat.of().formatHex(salt);
  }

  /// Whether a hash is this one, in the same time wherever they differ.
  public boolean is(byte[] other) {
    return MessageDigest.isEqual(hash, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredHash stored
        && MessageDigest.isEqual(hash, stored.hash)
        && Arrays.equals(salt, stored.salt);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  @Override
  public String toString() {
    return "StoredHash[redacted]";
  }
}

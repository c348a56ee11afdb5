package dev.warder.keys.foreign;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// The hash of a key as another system stored it, with its salt if it has one. Opens nothing by
/// itself; still, [#toString] tells nothing.
public final class StoredHash {
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

  /// A hash and a salt as [#hex] and [#saltHex] wrote them.
  ///
  /// @throws IllegalArgumentException if these spell none
  public static StoredHash parse(String hex, String saltHex) {
    return new StoredHash(HexFormat.of().parseHex(hex), HexFormat.of().parseHex(saltHex));
  }

  /// The hash, to be kept.
  public String hex() {
    return HexFormat.of().formatHex(hash);
  }

  /// The salt, to be kept; empty if there is none.
  public String saltHex() {
    return HexFormat.of().formatHex(salt);
  }

  byte[] hash() {
    return hash;
  }

  byte[] salt() {
    return salt;
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

package dev.warder.keys.foreign;

/// How a system turned its keys into hashes. All of these take less than a few microseconds; slow
/// ones (bcrypt, scrypt, Argon2, PBKDF2) are left out, because whoever shows any value at all would
/// make a verdict cost as much as they do.
public enum Algorithm {
  SHA256("SHA-256", 32, Kind.PLAIN),
  SHA512("SHA-512", 64, Kind.PLAIN),
  /// Only where the operator calls it legacy: it has collisions, though none are of use to who has
  /// to find a value with a given hash.
  SHA1("SHA-1", 20, Kind.PLAIN),
  HMAC_SHA256("HmacSHA256", 32, Kind.KEYED),
  HMAC_SHA512("HmacSHA512", 64, Kind.KEYED),
  /// With a salt of its own for each key, before the value.
  SALTED_SHA256("SHA-256", 32, Kind.SALTED);

  private final String standardName;
  private final int bytes;
  private final Kind kind;

  Algorithm(String standardName, int bytes, Kind kind) {
    this.standardName = standardName;
    this.bytes = bytes;
    this.kind = kind;
  }

  /// What it takes beside the value.
  enum Kind {
    PLAIN,
    /// A pepper, one for all keys.
    KEYED,
    /// A salt for each key; the key is found by the id within the value.
    SALTED
  }

  String standardName() {
    return standardName;
  }

  /// How long a hash is.
  int bytes() {
    return bytes;
  }

  Kind kind() {
    return kind;
  }
}

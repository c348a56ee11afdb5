package dev.warder.keys.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Names of things that are no keys.
final class Names {
  private static final int RANDOM_BYTES = 12;
  private static final int SHORT_BYTES = 16;

  private final SecureRandom random;

  Names(SecureRandom random) {
    this.random = random;
  }

  /// A name that nobody can guess: `wish-` and 24 hexadecimal digits.
  String draw(String kind) {
    byte[] drawn = new byte[RANDOM_BYTES];
    random.nextBytes(drawn);
    return kind + "-" + HexFormat.of().formatHex(drawn);
  }

  /// The same 32 hexadecimal digits for the same bytes, and for no others that anybody can find.
  static String digest(byte[]... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        sha256.update(Integer.toString(part.length).getBytes(StandardCharsets.US_ASCII));
        sha256.update((byte) ':');
        sha256.update(part);
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, SHORT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

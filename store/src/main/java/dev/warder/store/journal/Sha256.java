package dev.warder.store.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of parts of an array. Confined to one thread.
final class Sha256 {
  static final int BYTES = 32;

  private final MessageDigest digest = newDigest();

  byte[] of(byte[] bytes, int from, int to) {
    digest.update(bytes, from, to - from);
    return digest.digest();
  }

  byte[] of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

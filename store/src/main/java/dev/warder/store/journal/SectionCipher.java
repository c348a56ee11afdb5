package dev.warder.store.journal;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// AES-256-GCM as the journal uses it. Confined to one thread.
///
/// Guarantees what was changed, or sealed under another key, nonce or context, does not open
final class SectionCipher {
  static final int NONCE = 12;
  static final int TAG = 16;

  private static final int TAG_BITS = 8 * TAG;

  private final Cipher cipher = newCipher();

  /// Encrypts; the tag stands behind what was encrypted.
  byte[] seal(SecretKey key, byte[] nonce, byte[] context, byte[] plain, int from, int length) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context);
      return cipher.doFinal(plain, from, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses a nonce or key of the right size", e);
    }
  }

  /// Decrypts.
  ///
  /// @return null if it is not what was sealed
  byte @Nullable [] open(
      SecretKey key, byte[] nonce, byte[] context, byte[] sealed, int from, int length) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context);
      return cipher.doFinal(sealed, from, length);
    } catch (GeneralSecurityException e) {
      return null;
    }
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }
}

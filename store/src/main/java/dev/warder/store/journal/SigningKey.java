package dev.warder.store.journal;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// The key that signs heads, Ed25519. Confined to one thread.
///
/// Shape PKCS #8 in PEM, with the public key (SubjectPublicKeyInfo in PEM) in a file of the same
/// name and `.pub`
final class SigningKey {
  static final int PUBLIC_BYTES = 32;

  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUBLIC = "PUBLIC KEY";

  private final PrivateKey privateKey;
  private final byte[] publicKey;

  private SigningKey(PrivateKey privateKey, byte[] publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /// The key in a file, which is made if it is not there.
  static SigningKey open(JournalFiles files, Path file) throws IOException, JournalException {
    Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
    try {
      if (!files.exists(file)) {
        return generate(files, file, publicFile);
      }
      byte[] encoded = fromPem(PRIVATE, SmallFile.text(files, file));
      PrivateKey privateKey =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      SigningKey key = new SigningKey(privateKey, readPublic(SmallFile.text(files, publicFile)));
      byte[] probe = "a key pair signs and verifies".getBytes(StandardCharsets.US_ASCII);
      if (!verify(key.publicKey, probe, key.sign(probe))) {
        throw unusable(file);
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unusable(file);
    }
  }

  private static SigningKey generate(JournalFiles files, Path file, Path publicFile)
      throws GeneralSecurityException, IOException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length);
    SmallFile.replace(files, publicFile, toPem(PUBLIC, encoded));
    SmallFile.replace(files, file, toPem(PRIVATE, pair.getPrivate().getEncoded()));
    return new SigningKey(pair.getPrivate(), raw);
  }

  /// The raw public key that a PEM holds.
  static byte[] readPublic(String pem) {
    byte[] encoded = fromPem(PUBLIC, pem);
    if (encoded.length != PUBLIC_PREFIX.length + PUBLIC_BYTES
        || !Arrays.equals(
            encoded, 0, PUBLIC_PREFIX.length, PUBLIC_PREFIX, 0, PUBLIC_PREFIX.length)) {
      throw new IllegalArgumentException("it is no public key of Ed25519");
    }
    return Arrays.copyOfRange(encoded, PUBLIC_PREFIX.length, encoded.length);
  }

  /// A raw public key as PEM, as other programs read it.
  static String writePublic(byte[] raw) {
    byte[] encoded = Arrays.copyOf(PUBLIC_PREFIX, PUBLIC_PREFIX.length + PUBLIC_BYTES);
    System.arraycopy(raw, 0, encoded, PUBLIC_PREFIX.length, PUBLIC_BYTES);
    return toPem(PUBLIC, encoded);
  }

  byte[] publicKey() {
    return publicKey;
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was read cannot sign", e);
    }
  }

  static boolean verify(byte[] publicKey, byte[] message, byte[] signed) {
    try {
      byte[] encoded = Arrays.copyOf(PUBLIC_PREFIX, PUBLIC_PREFIX.length + PUBLIC_BYTES);
      System.arraycopy(publicKey, 0, encoded, PUBLIC_PREFIX.length, PUBLIC_BYTES);
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static JournalException unusable(Path file) {
    return new JournalException(
        ErrorCode.INPUT_UNREADABLE,
        "the signing key " + file + " and its .pub are no pair of Ed25519 keys: put both back");
  }

  private static String toPem(String what, byte[] encoded) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getEncoder().encodeToString(encoded)
        + "\n-----END "
        + what
        + "-----\n";
  }

  private static byte[] fromPem(String what, String pem) {
    String begin = "-----BEGIN " + what + "-----";
    int from = pem.indexOf(begin);
    int to = pem.indexOf("-----END " + what + "-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("it is no PEM");
    }
    return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
  }
}

package dev.warder.keys.proof;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// The public half of a bound key: an Ed25519 point under which only its owner can sign.
///
/// Guarantees it is a point of the curve, canonically written, and none of the eight of small
/// order, under which anybody can make signatures that hold.
///
/// Source RFC 8032 §5.1, RFC 8410
public final class ProofKey implements KeyReading {
  private static final int BYTES = 32;

  /// What stands before the 32 bytes where a key is written as SubjectPublicKeyInfo.
  private static final byte[] PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private static final int MAX_TEXT = 512;
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";
  private static final BigInteger FIELD = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger D =
      BigInteger.valueOf(-121_665)
          .multiply(BigInteger.valueOf(121_666).modInverse(FIELD))
          .mod(FIELD);

  private final byte[] raw;
  private final PublicKey key;

  private ProofKey(byte[] raw, PublicKey key) {
    this.raw = raw;
    this.key = key;
  }

  /// A key from PEM as `openssl pkey -pubout` writes it, the base64 between its lines, or the `x`
  /// of a JWK (base64url of 32 bytes).
  public static KeyReading read(String text) {
    if (text.length() > MAX_TEXT) {
      return new Unusable("it is too long for an Ed25519 public key");
    }
    String body = text.strip();
    if (body.contains("PRIVATE KEY")) {
      return new Unusable("it is a private key: keep that, and register its public half");
    }
    if (body.startsWith(BEGIN) && body.endsWith(END)) {
      body = body.substring(BEGIN.length(), body.length() - END.length()).strip();
    }
    byte[] bytes = decoded(body.replace("\r", "").replace("\n", ""));
    if (bytes.length == PREFIX.length + BYTES
        && Arrays.equals(PREFIX, 0, PREFIX.length, bytes, 0, PREFIX.length)) {
      bytes = Arrays.copyOfRange(bytes, PREFIX.length, bytes.length);
    }
    return bytes.length == BYTES
        ? read(bytes)
        : new Unusable(
            "it is no Ed25519 public key; make one with `openssl genpkey -algorithm ed25519` and"
                + " `openssl pkey -pubout`");
  }

  /// A key from its 32 bytes.
  public static KeyReading read(byte[] raw) {
    if (raw.length != BYTES) {
      return new Unusable("it has " + raw.length + " bytes and not 32");
    }
    byte[] copy = raw.clone();
    BigInteger y = coordinate(copy);
    if (y.compareTo(FIELD) >= 0 || !isOnCurve(y)) {
      return new Unusable("it is no point of the curve");
    }
    return isOfSmallOrder(y)
        ? new Unusable("it is a point of small order, under which anybody can sign")
        : new ProofKey(copy, key(copy));
  }

  /// The 32 bytes, to be kept.
  public byte[] raw() {
    return raw.clone();
  }

  /// Whether a signature over some bytes is by the private half.
  boolean verifies(byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false; // the signature is no two numbers of the right size
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("a key that was checked cannot be used", e);
    }
  }

  private static PublicKey key(byte[] raw) {
    byte[] encoded = Arrays.copyOf(PREFIX, PREFIX.length + BYTES);
    System.arraycopy(raw, 0, encoded, PREFIX.length, BYTES);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK reads Ed25519 keys", e);
    }
  }

  private static byte[] decoded(String text) {
    try {
      boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
      return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // no base64, and so no key of any length
    }
  }

  /// The y coordinate: little-endian, its top bit telling the sign of x.
  private static BigInteger coordinate(byte[] raw) {
    byte[] bigEndian = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bigEndian[i] = raw[BYTES - 1 - i];
    }
    bigEndian[0] &= 0x7f;
    return new BigInteger(1, bigEndian);
  }

  /// x² = (y² - 1) / (d y² + 1) must have a root.
  private static boolean isOnCurve(BigInteger y) {
    BigInteger square = xSquared(y);
    return square.signum() == 0
        || square
            .modPow(FIELD.subtract(BigInteger.ONE).shiftRight(1), FIELD)
            .equals(BigInteger.ONE);
  }

  /// Doubling a point three times gives the neutral one (y = 1) exactly if its order divides 8. The
  /// y of a doubled point hangs on y alone: (y² + x²) / (2 - y² + x²), as x² does.
  private static boolean isOfSmallOrder(BigInteger y) {
    BigInteger doubled = y;
    for (int i = 0; i < 3; i++) {
      BigInteger ySquared = doubled.multiply(doubled).mod(FIELD);
      BigInteger xSquared = xSquared(doubled);
      doubled =
          ySquared
              .add(xSquared)
              .multiply(
                  BigInteger.TWO.subtract(ySquared).add(xSquared).mod(FIELD).modInverse(FIELD))
              .mod(FIELD);
    }
    return doubled.equals(BigInteger.ONE);
  }

  private static BigInteger xSquared(BigInteger y) {
    BigInteger ySquared = y.multiply(y).mod(FIELD);
    return ySquared
        .subtract(BigInteger.ONE)
        .multiply(D.multiply(ySquared).add(BigInteger.ONE).mod(FIELD).modInverse(FIELD))
        .mod(FIELD);
  }
}

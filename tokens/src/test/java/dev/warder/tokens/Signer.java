package dev.warder.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/// Signs tokens with keys of the JDK's own, by another way than they are read.
final class Signer {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  final String name;
  final Algorithm algorithm;
  private final KeyPair pair;

  private Signer(String name, Algorithm algorithm, KeyPair pair) {
    this.name = name;
    this.algorithm = algorithm;
    this.pair = pair;
  }

  static Signer of(String name, Algorithm algorithm) throws GeneralSecurityException {
    return new Signer(
        name,
        algorithm,
        switch (algorithm) {
          case RS256, RS384, RS512, PS256, PS384, PS512 -> rsa(2_048);
          case ES256 -> curve("secp256r1");
          case ES384 -> curve("secp384r1");
          case ES512 -> curve("secp521r1");
          case EDDSA -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        });
  }

  static Signer weak(String name) throws GeneralSecurityException {
    return new Signer(name, Algorithm.RS256, rsa(1_024));
  }

  private static KeyPair rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static KeyPair curve(String name) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair();
  }

  /// Its public half, as a JWK.
  String jwk(String more) {
    return "{\"kid\":\"" + name + "\"," + more + parameters(pair.getPublic()) + "}";
  }

  private String parameters(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa ->
          "\"kty\":\"RSA\",\"n\":\""
              + number(rsa.getModulus(), 0)
              + "\",\"e\":\""
              + number(rsa.getPublicExponent(), 0)
              + "\"";
      case ECPublicKey ec -> {
        int size = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
        yield "\"kty\":\"EC\",\"crv\":\"P-"
            + ec.getParams().getCurve().getField().getFieldSize()
            + "\",\"x\":\""
            + number(ec.getW().getAffineX(), size)
            + "\",\"y\":\""
            + number(ec.getW().getAffineY(), size)
            + "\"";
      }
      default -> {
        byte[] encoded = key.getEncoded();
        yield "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
            + text(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
            + "\"";
      }
    };
  }

  private static String number(BigInteger number, int size) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    int length = Math.max(size, bytes.length - from);
    byte[] exact = new byte[length];
    System.arraycopy(bytes, from, exact, length - (bytes.length - from), bytes.length - from);
    return text(exact);
  }

  static String text(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  static String text(String json) {
    return text(json.getBytes(UTF_8));
  }

  /// A token with an everyday header.
  String token(String claims) throws GeneralSecurityException {
    return signed(
        "{\"alg\":\"" + algorithm.text() + "\",\"typ\":\"JWT\",\"kid\":\"" + name + "\"}", claims);
  }

  String signed(String header, String claims) throws GeneralSecurityException {
    String signed = text(header) + "." + text(claims);
    Signature signature = signature(algorithm);
    signature.initSign(pair.getPrivate());
    signature.update(signed.getBytes(UTF_8));
    return signed + "." + text(signature.sign());
  }

  byte[] publicBytes() {
    return pair.getPublic().getEncoded();
  }

  private static Signature signature(Algorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case RS256 -> Signature.getInstance("SHA256withRSA");
      case RS384 -> Signature.getInstance("SHA384withRSA");
      case RS512 -> Signature.getInstance("SHA512withRSA");
      case PS256 -> pss("SHA-256", 32);
      case PS384 -> pss("SHA-384", 48);
      case PS512 -> pss("SHA-512", 64);
      case ES256 -> Signature.getInstance("SHA256withECDSAinP1363Format");
      case ES384 -> Signature.getInstance("SHA384withECDSAinP1363Format");
      case ES512 -> Signature.getInstance("SHA512withECDSAinP1363Format");
      case EDDSA -> Signature.getInstance("Ed25519");
    };
  }

  private static Signature pss(String digest, int salt) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), salt, 1));
    return signature;
  }
}

package dev.warder.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// One public key, and the algorithms that it is of. Safe for use by many threads.
///
/// @param name what tokens call it (`kid`); may be empty
/// @param identity what it is known again by: the thumbprint of RFC 7638
/// @param algorithms what it can verify
/// @param check how
record SigningKey(String name, String identity, Set<Algorithm> algorithms, Check check) {
  static final Map<Curve, Algorithm> CURVES =
      Map.of(
          Curve.P_256, Algorithm.ES256, Curve.P_384, Algorithm.ES384, Curve.P_521, Algorithm.ES512);

  private static final Set<Algorithm> RSA =
      EnumSet.of(
          Algorithm.RS256,
          Algorithm.RS384,
          Algorithm.RS512,
          Algorithm.PS256,
          Algorithm.PS384,
          Algorithm.PS512);

  /// What stands before the 32 bytes where an Ed25519 key is written as SubjectPublicKeyInfo.
  private static final byte[] ED25519 = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private static final int ED25519_BYTES = 32;

  SigningKey {
    algorithms = Set.copyOf(algorithms);
  }

  static SigningKey of(RSAKey jwk) throws JOSEException {
    return of(jwk, RSA, of(new RSASSAVerifier(jwk.toRSAPublicKey())));
  }

  static SigningKey of(ECKey jwk) throws JOSEException {
    Algorithm algorithm = CURVES.get(jwk.getCurve());
    if (algorithm == null) {
      throw new JOSEException("a curve that is not used");
    }
    return of(jwk, Set.of(algorithm), of(new ECDSAVerifier(jwk.toECPublicKey())));
  }

  static SigningKey of(OctetKeyPair jwk) throws JOSEException {
    byte[] raw = jwk.getDecodedX();
    if (raw.length != ED25519_BYTES) {
      throw new JOSEException("an Ed25519 key has 32 bytes");
    }
    byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + ED25519_BYTES);
    System.arraycopy(raw, 0, encoded, ED25519.length, ED25519_BYTES);
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      return of(jwk, Set.of(Algorithm.EDDSA), (_, signed, bytes) -> ed25519(key, signed, bytes));
    } catch (GeneralSecurityException e) {
      throw new JOSEException("no Ed25519 key", e);
    }
  }

  private static SigningKey of(JWK jwk, Set<Algorithm> family, Check check) throws JOSEException {
    Set<Algorithm> algorithms = EnumSet.copyOf(family);
    if (jwk.getAlgorithm() != null) {
      algorithms.removeIf(one -> !one.text().equals(jwk.getAlgorithm().getName()));
    }
    return new SigningKey(
        jwk.getKeyID() == null ? "" : jwk.getKeyID(),
        jwk.computeThumbprint().toString(),
        algorithms,
        check);
  }

  private static Check of(JWSVerifier verifier) {
    return (algorithm, signed, signature) -> {
      try {
        return verifier.verify(new JWSHeader(algorithm.jws()), signed, Base64URL.encode(signature));
      } catch (JOSEException e) {
        // The signature is of no form that its key can have made.
        return false;
      }
    };
  }

  private static boolean ed25519(PublicKey key, byte[] signed, byte[] bytes) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(bytes);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was checked cannot be used", e);
    }
  }

  boolean fits(Algorithm algorithm) {
    return algorithms.contains(algorithm);
  }

  boolean verifies(Algorithm algorithm, byte[] signed, byte[] signature) {
    return fits(algorithm) && check.holds(algorithm, signed, signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigningKey that
        && name.equals(that.name)
        && identity.equals(that.identity)
        && algorithms.equals(that.algorithms);
  }

  @Override
  public int hashCode() {
    return identity.hashCode();
  }

  /// Whether a signature holds.
  @FunctionalInterface
  interface Check {
    boolean holds(Algorithm algorithm, byte[] signed, byte[] signature);
  }
}

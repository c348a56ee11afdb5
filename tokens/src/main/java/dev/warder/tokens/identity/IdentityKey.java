package dev.warder.tokens.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;

/// One key that signs. Immutable; its text tells nothing.
final class IdentityKey {
  private final ECKey secret;
  private final JWSSigner signer;

  private IdentityKey(ECKey secret, JWSSigner signer) {
    this.secret = secret;
    this.signer = signer;
  }

  static IdentityKey of(ECKey secret) throws JOSEException {
    return new IdentityKey(secret, new ECDSASigner(secret));
  }

  String name() {
    return secret.getKeyID();
  }

  /// From when on it signs.
  long fromMillis() {
    return secret.getNotBeforeTime().toInstant().toEpochMilli();
  }

  JWSSigner signer() {
    return signer;
  }

  /// The whole of it. Whoever calls this answers for where it goes.
  ECKey secret() {
    return secret;
  }

  /// Its public half, and what it is for.
  ECKey published() {
    return new ECKey.Builder(secret.getCurve(), secret.getX(), secret.getY())
        .keyID(name())
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.ES256)
        .build();
  }

  @Override
  public String toString() {
    return "IdentityKey[" + name() + "]";
  }
}

package dev.warder.tokens;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The public keys of an issuer, as it publishes them (JWKS). Immutable.
///
/// Guarantees each key is used with algorithms of its own kind alone, and where it says which one,
/// with that alone: no text makes a public key the secret of another algorithm. Shared secrets,
/// keys for encryption, RSA keys below 2,048 bits and curves that are not used are passed over
///
/// Bounds 64 keys
///
/// Source RFC 7517
public final class PublicKeys {
  /// None, so that nothing holds.
  public static final PublicKeys NONE = new PublicKeys(List.of());

  private static final int MOST = 64;
  private static final int LEAST_RSA_BITS = 2_048;
  private static final int MOST_RSA_BITS = 8_192;

  private final List<SigningKey> keys;

  private PublicKeys(List<SigningKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /// Reads a set of keys.
  ///
  /// @throws ParseException if it is none, or holds more than can be
  public static PublicKeys read(byte[] json) throws ParseException {
    JWKSet set = JWKSet.parse(new String(json, StandardCharsets.UTF_8));
    if (set.size() > MOST) {
      throw new ParseException("more than " + MOST + " keys", 0);
    }
    List<SigningKey> keys = new ArrayList<>();
    for (JWK jwk : set.getKeys()) {
      SigningKey key = usable(jwk);
      if (key != null) {
        keys.add(key);
      }
    }
    return new PublicKeys(keys);
  }

  private static @Nullable SigningKey usable(JWK jwk) throws ParseException {
    if (jwk.getKeyUse() != null && !jwk.getKeyUse().equals(KeyUse.SIGNATURE)) {
      return null;
    }
    try {
      return switch (jwk) {
        case RSAKey rsa when rsa.size() >= LEAST_RSA_BITS && rsa.size() <= MOST_RSA_BITS ->
            SigningKey.of(rsa);
        case ECKey ec when SigningKey.CURVES.containsKey(ec.getCurve()) -> SigningKey.of(ec);
        case OctetKeyPair pair when pair.getCurve().equals(Curve.Ed25519) -> SigningKey.of(pair);
        default -> null;
      };
    } catch (com.nimbusds.jose.JOSEException | IllegalArgumentException e) {
      throw new ParseException("a key cannot be used: " + e.getMessage(), 0);
    }
  }

  /// The key for a token; null if there is none, or it is not clear which.
  ///
  /// @param name what the token calls it; empty if it does not say
  @Nullable SigningKey find(String name, Algorithm algorithm) {
    SigningKey found = null;
    for (SigningKey key : keys) {
      if (key.fits(algorithm) && (name.isEmpty() || key.name().equals(name))) {
        if (found != null) {
          return null;
        }
        found = key;
      }
    }
    return found;
  }

  /// How many can be used.
  public int size() {
    return keys.size();
  }

  boolean isSame(PublicKeys other) {
    return keys.equals(other.keys);
  }
}

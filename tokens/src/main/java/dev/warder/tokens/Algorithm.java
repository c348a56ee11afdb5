package dev.warder.tokens;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How tokens may be signed: with a private key whose public half is all that we have. What needs a
/// shared secret (HS256) is none, and what is not signed is none either.
///
/// Source RFC 7518 §3.1, RFC 8037
public enum Algorithm {
  RS256,
  RS384,
  RS512,
  PS256,
  PS384,
  PS512,
  ES256,
  ES384,
  ES512,
  /// With Ed25519 alone.
  EDDSA;

  /// The algorithm that a header names, spelled as the standard does; null if it is none of these.
  static @Nullable Algorithm named(String text) {
    for (Algorithm algorithm : values()) {
      if (algorithm.text().equals(text)) {
        return algorithm;
      }
    }
    return null;
  }

  /// The algorithm that an operator names.
  ///
  /// Errors [IllegalArgumentException] on a text that names none
  public static Algorithm of(String text) {
    Algorithm algorithm = named(text.equalsIgnoreCase("EdDSA") ? "EdDSA" : text);
    if (algorithm == null) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no algorithm that can be used: RS256, RS384, RS512, PS256, PS384, PS512,"
              + " ES256, ES384, ES512 or EdDSA");
    }
    return algorithm;
  }

  String text() {
    return this == EDDSA ? "EdDSA" : name().toUpperCase(Locale.ROOT);
  }

  JWSAlgorithm jws() {
    return JWSAlgorithm.parse(text());
  }
}

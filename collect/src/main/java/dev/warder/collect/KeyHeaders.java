package dev.warder.collect;

import java.util.Locale;
import java.util.Set;

/// Finds the credential of a request in its headers, one header after the other. Reused from
/// request to request; confined to one thread.
///
/// Shape `X-Api-Key-Id` (a public id) is taken as it is, and so is the key id of an AWS signature;
/// a key header and the credential of `Authorization` are secrets and hashed. Schemes that sign
/// each request anew (Digest, OAuth 1) name no credential
///
/// Guarantees a public id wins over a hash; no secret is kept beyond the record.
final class KeyHeaders {
  private static final Set<String> PUBLIC_IDS =
      Set.of("x-api-key-id", "x-key-id", "x-consumer-id", "api-key-id");

  private static final Set<String> KEYS =
      Set.of(
          "x-api-key",
          "api-key",
          "apikey",
          "x-apikey",
          "x-auth-token",
          "x-access-token",
          "x-goog-api-key",
          "private-token",
          "ocp-apim-subscription-key");

  private static final Set<String> SCHEMES =
      Set.of("bearer", "basic", "token", "apikey", "api-key", "key", "bot");

  private static final String AWS_SCHEME = "aws4-hmac-sha256";
  private static final String AWS_CREDENTIAL = "Credential=";

  private final String asked;

  /// The public id, empty if there is none.
  String publicId = "";

  /// The secret, never to be kept; empty if there is none.
  String secret = "";

  private boolean certain;

  /// @param asked header that the operator says the key stands in; empty if none
  KeyHeaders(String asked) {
    this.asked = asked.toLowerCase(Locale.ROOT);
  }

  void start() {
    publicId = secret = "";
    certain = false;
  }

  void header(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (value.isEmpty()) {
      return;
    }
    if (!asked.isEmpty() && lower.equals(asked)) {
      secret = value;
      publicId = "";
      certain = true;
    } else if (!certain && PUBLIC_IDS.contains(lower) && publicId.isEmpty()) {
      publicId = value;
    } else if (!certain && KEYS.contains(lower)) {
      secret = value;
    } else if (!certain && secret.isEmpty() && lower.equals("authorization")) {
      authorization(value.trim());
    }
  }

  private void authorization(String value) {
    int blank = value.indexOf(' ');
    String scheme = blank < 0 ? "" : value.substring(0, blank).toLowerCase(Locale.ROOT);
    if (blank < 0 || SCHEMES.contains(scheme)) {
      secret = value.substring(blank + 1).trim();
    } else if (scheme.equals(AWS_SCHEME)) {
      int start = value.indexOf(AWS_CREDENTIAL) + AWS_CREDENTIAL.length();
      int slash = value.indexOf('/', start);
      publicId =
          start > AWS_CREDENTIAL.length() && slash > start ? value.substring(start, slash) : "";
    }
  }

  /// Whether the secret is a JSON web token, of which there is a new one every few minutes.
  boolean isShortLived() {
    return secret.startsWith("eyJ");
  }
}

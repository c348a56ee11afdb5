package dev.warder.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warder.tokens.TokenReading.Foreign;
import dev.warder.tokens.TokenReading.Refused;
import dev.warder.tokens.TokenReading.Speaker;
import dev.warder.tokens.TokenReading.Unseen;
import dev.warder.tokens.TokenReading.Why;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Finds out whom tokens speak for. Safe for use by many threads; waits for nothing, reads no
/// clock, never throws on input.
///
/// Shape text -> three parts -> who issued it -> header, times -> key -> signature -> claims
///
/// Guarantees nothing that a token says is used before its signature holds but who is to have
/// issued it, which is looked up among those that the operator named, and its times, by which it
/// can only be refused. The key comes from that issuer, the algorithm from the operator's list and
/// the key's own kind: `none`, shared secrets and keys that a token brings along (`jwk`, `jku`,
/// `x5c`) are not looked at. What must be understood (`crit`) is not, and refused. A token that
/// held is verified anew after five minutes, and at once when its issuer's keys change
///
/// Source RFC 7519, RFC 8725
public final class Tokens {
  private static final long SKEW_SECONDS = 60;
  private static final long SECOND = 1_000_000;
  private static final double LATEST_SECONDS = 253_402_300_799.0;
  private static final int MOST_NAME = 256;
  private static final int KEY_BYTES = 32;
  private static final int UID_BYTES = 16;
  private static final Set<String> TYPES =
      Set.of("", "jwt", "at+jwt", "application/jwt", "application/at+jwt");

  private final Map<String, Issuer> issuers = new LinkedHashMap<>();
  private final SecretKeySpec secret;
  private final Verified verified = new Verified();

  /// @param issuers whose tokens are believed, each with a name of its own
  /// @param secret 32 bytes that fingerprints are made with
  public Tokens(List<Issuer> issuers, byte[] secret) {
    if (secret.length < KEY_BYTES) {
      throw new IllegalArgumentException("a secret of " + KEY_BYTES + " bytes is wanted");
    }
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
    for (Issuer issuer : issuers) {
      if (this.issuers.put(issuer.name(), issuer) != null) {
        throw new IllegalArgumentException("the issuer " + issuer.name() + " is named twice");
      }
    }
  }

  /// Whether a text has the form of a token.
  public static boolean fits(String text) {
    return Compact.fits(text);
  }

  /// What whoever shows a text is known again by, without anything being believed: a keyed hash.
  public String fingerprint(String text) {
    return "unverified:" + hash("text", text);
  }

  /// What somebody is known again by: a keyed hash of what names him.
  public String known(String... parts) {
    return hash(parts);
  }

  /// Finds out whom a token speaks for at a time.
  public TokenReading read(String text, long nowMicros) {
    return read(text, nowMicros, () -> true);
  }

  /// Finds out whom a token speaks for at a time.
  ///
  /// @param mayLook whether a signature may be looked at; asked only where one has to be, and about
  ///   no token that held a moment ago
  public TokenReading read(String text, long nowMicros, BooleanSupplier mayLook) {
    Compact token = Compact.read(text);
    if (token == null) {
      // Others may read in it what cannot be read here.
      return new Refused(Why.MALFORMED, fingerprint(text));
    }
    Issuer issuer = issuers.get(text(token.claims(), "iss"));
    if (issuer == null) {
      return new Foreign(fingerprint(text));
    }
    long keys = issuer.keys().changes();
    String digest = digest(text);
    Speaker known = verified.find(digest, nowMicros, keys);
    if (known != null) {
      return known;
    }
    Why why = glance(token, issuer, nowMicros);
    if (why == null && !mayLook.getAsBoolean()) {
      return new Unseen(fingerprint(text));
    }
    why = why == null ? look(token, issuer) : why;
    if (why != null) {
      return new Refused(why, fingerprint(text));
    }
    String subject = text(token.claims(), issuer.subjectClaim());
    Speaker speaker =
        new Speaker(
            "jwt:" + hash(issuer.name(), issuer.subjectClaim(), subject),
            issuer.name(),
            subject,
            tenant(token, issuer),
            micros(token.claims().get("exp")) + SKEW_SECONDS * SECOND);
    verified.put(digest, speaker, nowMicros, keys);
    return speaker;
  }

  /// Why a token does not hold whoever signed it; null if that is to be seen. Looks at what costs
  /// nothing and tells whoever wrote it nothing that he does not know: its form and its times.
  /// Which audiences count is told to nobody whose signature does not hold.
  private static @Nullable Why glance(Compact token, Issuer issuer, long nowMicros) {
    JsonNode header = token.header();
    if (!isPlain(header)) {
      return Why.MALFORMED;
    }
    Algorithm algorithm = Algorithm.named(text(header, "alg"));
    return algorithm == null || !issuer.algorithms().contains(algorithm)
        ? Why.ALGORITHM
        : times(token.claims(), nowMicros);
  }

  /// Why a token does not hold; null if it does.
  private static @Nullable Why look(Compact token, Issuer issuer) {
    JsonNode header = token.header();
    Algorithm algorithm = Algorithm.named(text(header, "alg"));
    if (algorithm == null || !issuer.algorithms().contains(algorithm)) {
      return Why.ALGORITHM;
    }
    SigningKey key = issuer.keys().find(text(header, "kid"), algorithm);
    if (key == null) {
      return Why.NO_KEY;
    }
    return key.verifies(algorithm, token.signed(), token.signature())
        ? claims(token, issuer)
        : Why.SIGNATURE;
  }

  /// Whether a header asks for nothing that is not done here.
  private static boolean isPlain(JsonNode header) {
    for (String unwanted : List.of("crit", "b64", "cty", "enc", "zip")) {
      if (header.has(unwanted)) {
        return false;
      }
    }
    for (String name : List.of("alg", "typ", "kid")) {
      JsonNode value = header.get(name);
      if (value != null && (!value.isString() || value.stringValue().length() > MOST_NAME)) {
        return false;
      }
    }
    return TYPES.contains(text(header, "typ").toLowerCase(Locale.ROOT));
  }

  private static @Nullable Why times(JsonNode claims, long nowMicros) {
    for (String time : List.of("exp", "nbf", "iat")) {
      JsonNode value = claims.get(time);
      if (value == null ? time.equals("exp") : !isTime(value)) {
        return Why.MALFORMED;
      }
    }
    if (nowMicros >= micros(claims.get("exp")) + SKEW_SECONDS * SECOND) {
      return Why.EXPIRED;
    }
    if (isAhead(claims.get("nbf"), nowMicros) || isAhead(claims.get("iat"), nowMicros)) {
      return Why.NOT_YET;
    }
    return null;
  }

  private static @Nullable Why claims(Compact token, Issuer issuer) {
    JsonNode claims = token.claims();
    if (!isMeant(claims.get("aud"), issuer.audiences())) {
      return Why.AUDIENCE;
    }
    return isName(text(claims, issuer.subjectClaim())) && isName(tenant(token, issuer))
        ? null
        : Why.NOBODY;
  }

  private static String tenant(Compact token, Issuer issuer) {
    return issuer.tenant().isEmpty() ? text(token.claims(), issuer.tenantClaim()) : issuer.tenant();
  }

  private static boolean isTime(JsonNode value) {
    return value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= LATEST_SECONDS;
  }

  private static long micros(JsonNode seconds) {
    return (long) (seconds.doubleValue() * SECOND);
  }

  private static boolean isAhead(@Nullable JsonNode time, long nowMicros) {
    return time != null && micros(time) > nowMicros + SKEW_SECONDS * SECOND;
  }

  private static boolean isMeant(@Nullable JsonNode audience, Set<String> wanted) {
    if (audience == null) {
      return false;
    }
    if (audience.isString()) {
      return wanted.contains(audience.stringValue());
    }
    boolean found = false;
    for (JsonNode one : audience) {
      if (!one.isString()) {
        return false;
      }
      found |= wanted.contains(one.stringValue());
    }
    return audience.isArray() && found;
  }

  /// Whether somebody can be called so: not empty, bounded, nothing that is no character.
  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.length() <= MOST_NAME
        && text.codePoints().noneMatch(c -> Character.isISOControl(c) || !Character.isDefined(c));
  }

  private static String text(JsonNode object, String name) {
    JsonNode value = object.get(name);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  private String hash(String... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      for (String part : parts) {
        byte[] bytes = part.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      return HexFormat.of().formatHex(mac.doFinal(), 0, UID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

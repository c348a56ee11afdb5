package dev.warder.tokens.identity;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Tells the API behind the gate who calls, in tokens that it can verify by itself. Safe for use by
/// many threads.
///
/// A token says who calls, never what: it is the same for all calls of a credential for as long as
/// [Settings#life], and holds [#GRACE] longer, so that the last one that is handed on arrives in
/// time. So its `jti` is its own and no verdict's; the verdict's id travels beside it. Whoever
/// calls this has had the call judged: a credential that opens nothing any more is not asked about.
///
/// Guarantees at most one signature for a credential in a life, unless what is said of it changes
/// or a key takes over; a token never outlives its credential
///
/// Bounds 40,000 credentials are remembered; scopes of more than 2 KiB are left out, and that is
/// said
///
/// Source RFC 7519
public final class IdentityTokens {
  /// How much longer a token holds than it is handed on.
  public static final Duration GRACE = Duration.ofSeconds(30);

  private static final long MICROS = 1_000_000;
  private static final int HALF = 20_000;
  private static final int MOST_SCOPES = 2 << 10;
  private static final int ID_BYTES = 16;

  private final IdentityKeys keys;
  private final Settings settings;
  private final SecureRandom random = new SecureRandom();
  private final LongAdder signatures = new LongAdder();
  private final Object turn = new Object();
  private volatile long turnedMicros;
  private volatile ConcurrentHashMap<String, Made> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<String, Made> old = new ConcurrentHashMap<>();

  public IdentityTokens(IdentityKeys keys, Settings settings) {
    this.keys = requireNonNull(keys, "keys is null");
    this.settings = requireNonNull(settings, "settings is null");
  }

  /// What all tokens have in common.
  ///
  /// @param issuer who says it (`iss`)
  /// @param audience whom it is meant for (`aud`)
  /// @param life how long a token is handed on
  public record Settings(String issuer, String audience, Duration life) {
    public static final Duration LEAST = Duration.ofSeconds(10);
    public static final Duration MOST = Duration.ofMinutes(10);

    public Settings {
      requireNonNull(issuer, "issuer is null");
      requireNonNull(audience, "audience is null");
      if (issuer.isEmpty() || audience.isEmpty()) {
        throw new IllegalArgumentException("an issuer and an audience are needed");
      }
      if (life.compareTo(LEAST) < 0 || life.compareTo(MOST) > 0) {
        throw new IllegalArgumentException("a life is from 10 s to 10 min");
      }
    }
  }

  /// Who calls.
  ///
  /// @param id of the credential
  /// @param tenant whose it is
  /// @param principal who it acts as; may be empty
  /// @param scopes what it opens; compared at each call, so best the very list of the call before
  /// @param endMicros when the credential ends, microseconds since the epoch, UTC
  public record Who(String id, String tenant, String principal, List<?> scopes, long endMicros) {
    public Who {
      requireNonNull(id, "id is null");
      requireNonNull(tenant, "tenant is null");
      requireNonNull(principal, "principal is null");
      requireNonNull(scopes, "scopes is null");
    }

    private boolean saysAs(Who other) {
      return id.equals(other.id)
          && tenant.equals(other.tenant)
          && principal.equals(other.principal)
          && scopes.equals(other.scopes);
    }
  }

  /// The token to hand on with a call.
  public String of(Who who, long nowMicros) {
    IdentityKey key = keys.signing(nowMicros / 1_000);
    String slot = slot(who, nowMicros);
    Made known = young.get(slot);
    if (known != null && known.serves(who, key, nowMicros)) {
      return known.token();
    }
    if (isTime(nowMicros)) {
      turn(nowMicros);
    }
    Made made =
        requireNonNull(
            young.compute(
                slot,
                (same, there) -> {
                  Made before = there == null ? old.get(same) : there;
                  return before != null && before.serves(who, key, nowMicros)
                      ? before
                      : make(who, key, nowMicros);
                }));
    return made.token();
  }

  /// Where the token is kept. Several tokens or certificates of one caller end at their own times:
  /// those that outlive what would be made now share it, the others have one each.
  private String slot(Who who, long nowMicros) {
    boolean isLast = who.endMicros() < nowMicros + micros(settings.life().plus(GRACE));
    return isLast ? who.id() + '|' + who.endMicros() : who.id();
  }

  private static long micros(Duration time) {
    return time.toMillis() * 1_000;
  }

  /// How many were signed.
  public long signatures() {
    return signatures.sum();
  }

  /// What nobody asked for in two lives need not be kept.
  private boolean isTime(long nowMicros) {
    return young.size() >= HALF || nowMicros - turnedMicros > micros(settings.life());
  }

  private void turn(long nowMicros) {
    synchronized (turn) {
      if (isTime(nowMicros)) {
        old = young;
        young = new ConcurrentHashMap<>();
        turnedMicros = nowMicros;
      }
    }
  }

  private Made make(Who who, IdentityKey key, long nowMicros) {
    long now = nowMicros / MICROS;
    long life = settings.life().toSeconds();
    long end = Math.max(now, Math.min(now + life + GRACE.toSeconds(), who.endMicros() / MICROS));
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(settings.issuer())
            .audience(settings.audience())
            .subject(who.id())
            .jwtID(id())
            .issueTime(Date.from(Instant.ofEpochSecond(now)))
            .expirationTime(Date.from(Instant.ofEpochSecond(end)))
            .claim("tenant", who.tenant());
    if (!who.principal().isEmpty()) {
      claims.claim("principal", who.principal());
    }
    List<String> scopes = texts(who.scopes());
    if (scopes.size() == who.scopes().size()) {
      claims.claim("scopes", scopes);
    } else {
      claims.claim("scopes_left_out", true);
    }
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.name())
                .build(),
            claims.build());
    try {
      token.sign(key.signer());
    } catch (JOSEException e) {
      throw new IllegalStateException("a key of ours cannot sign", e);
    }
    signatures.increment();
    return new Made(
        who, key, nowMicros, Math.min(nowMicros + life * MICROS, who.endMicros()), text(token));
  }

  private static String text(SignedJWT token) {
    return requireNonNull(token.serialize(), "it was signed");
  }

  /// All of them, or fewer if that is too much.
  private static List<String> texts(List<?> scopes) {
    List<String> texts = new ArrayList<>();
    int left = MOST_SCOPES;
    for (Object scope : scopes) {
      String text = scope.toString();
      left -= text.length();
      if (left < 0) {
        return texts;
      }
      texts.add(text);
    }
    return texts;
  }

  private String id() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// A token, and what it says.
  private record Made(Who who, IdentityKey key, long fromMicros, long untilMicros, String token) {
    boolean serves(Who other, IdentityKey signing, long nowMicros) {
      return signing == key
          && nowMicros >= fromMicros
          && nowMicros < untilMicros
          && who.saysAs(other);
    }
  }
}

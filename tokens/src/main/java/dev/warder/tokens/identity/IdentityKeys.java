package dev.warder.tokens.identity;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The keys of this installation that identity tokens are signed with (ES256). Safe for use by many
/// threads; whoever opens it calls [#renew] now and then.
///
///     published       |-- an hour --|------- signs -------|-- an hour --|
///     its successor                 |-- an hour --|------- signs -------
///                                   published before it signs
///
/// Guarantees nothing is signed with a key that is not on disk; a key is published an hour before
/// it signs and an hour after it last did, so that who fetches keys every few minutes always has
/// the right one. The first of an installation signs at once
///
/// Errors keys that cannot be written are not used: the old one goes on
public final class IdentityKeys {
  /// How long a key is published before and after it signs.
  public static final Duration OVERLAP = Duration.ofHours(1);

  private static final int MOST = 16;

  private final Vault vault;
  private final Duration rotation;
  private final InstantSource clock;
  private volatile Ring ring = new Ring(List.of(), new byte[0]);

  private IdentityKeys(Vault vault, Duration rotation, InstantSource clock) {
    this.vault = requireNonNull(vault, "vault is null");
    this.rotation = requireNonNull(rotation, "rotation is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /// Takes up the keys that are kept, and makes one if there is none.
  ///
  /// @param rotation how long a key signs, longer than it overlaps with others
  /// @throws IOException if they cannot be read or written
  /// @throws ParseException if what is kept is none
  public static IdentityKeys open(Vault vault, Duration rotation, InstantSource clock)
      throws IOException, ParseException {
    if (rotation.compareTo(OVERLAP) <= 0) {
      throw new IllegalArgumentException("keys have to sign longer than an hour");
    }
    IdentityKeys keys = new IdentityKeys(vault, rotation, clock);
    byte[] kept = vault.read();
    keys.ring = ring(kept == null ? List.of() : read(kept));
    keys.renew();
    return keys;
  }

  /// Makes the next key if it is time, and lets go of those that nobody needs any more.
  ///
  /// @throws IOException if that cannot be written; nothing has changed then
  public synchronized void renew() throws IOException {
    long now = clock.millis();
    List<IdentityKey> next = new ArrayList<>(ring.keys());
    if (next.isEmpty()) {
      next.add(made(now));
    }
    long due = next.getLast().fromMillis() + rotation.toMillis();
    if (now >= due - OVERLAP.toMillis()) {
      next.add(made(Math.max(due, now + OVERLAP.toMillis())));
    }
    while (next.size() > 1
        && (next.size() > MOST || next.get(1).fromMillis() + OVERLAP.toMillis() <= now)) {
      next.removeFirst();
    }
    if (!next.equals(ring.keys())) {
      vault.write(kept(next));
      ring = ring(next);
    }
  }

  /// What everybody may know of them: a JWKS of public keys.
  ///
  /// @return not to be changed
  public byte[] published() {
    return ring.published();
  }

  /// The one that signs at a time.
  IdentityKey signing(long nowMillis) {
    IdentityKey found = null;
    for (IdentityKey key : ring.keys()) {
      if (found == null || key.fromMillis() <= nowMillis) {
        found = key;
      }
    }
    return requireNonNull(found, "there is no key");
  }

  private static IdentityKey made(long fromMillis) {
    try {
      long whole = Math.floorDiv(fromMillis, 1_000L) * 1_000L;
      return IdentityKey.of(
          new ECKeyGenerator(Curve.P_256)
              .keyIDFromThumbprint(true)
              .notBeforeTime(Date.from(Instant.ofEpochMilli(whole)))
              .generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("every JDK makes keys on P-256", e);
    }
  }

  private static List<IdentityKey> read(byte[] kept) throws ParseException {
    JWKSet set = JWKSet.parse(new String(kept, StandardCharsets.UTF_8));
    List<IdentityKey> keys = new ArrayList<>();
    for (JWK jwk : set.getKeys()) {
      IdentityKey key = read(jwk);
      if (key == null) {
        throw new ParseException("a key is none of those that are made here", 0);
      }
      keys.add(key);
    }
    if (keys.isEmpty() || keys.size() > MOST) {
      throw new ParseException("it holds none, or more than are made here", 0);
    }
    return keys;
  }

  private static @Nullable IdentityKey read(JWK jwk) {
    try {
      return jwk instanceof ECKey ec
              && ec.isPrivate()
              && ec.getCurve().equals(Curve.P_256)
              && ec.getKeyID() != null
              && ec.getNotBeforeTime() != null
          ? IdentityKey.of(ec)
          : null;
    } catch (JOSEException e) {
      return null;
    }
  }

  private static byte[] kept(List<IdentityKey> keys) {
    return new JWKSet(keys.stream().<JWK>map(IdentityKey::secret).toList())
        .toString(false)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Ring ring(List<IdentityKey> keys) {
    return new Ring(
        List.copyOf(keys),
        new JWKSet(keys.stream().<JWK>map(IdentityKey::published).toList())
            .toString(true)
            .getBytes(StandardCharsets.UTF_8));
  }

  /// Keys in the order in which they sign.
  @SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
  private record Ring(List<IdentityKey> keys, byte[] published) {}
}

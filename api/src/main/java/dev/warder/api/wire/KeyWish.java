package dev.warder.api.wire;

import dev.warder.api.json.BodyException;
import dev.warder.api.json.JsonObject;
import dev.warder.keys.Integration;
import dev.warder.keys.KeyChange;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Nature;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Binding;
import dev.warder.policy.Environment;
import dev.warder.policy.GrantText;
import dev.warder.policy.Mode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads what somebody wants a key to be.
///
/// Bounds 256 entries of a list, 512 characters each; the rest as [MintRequest] has it
public final class KeyWish {
  private static final int TEXT = 256;
  private static final int NOTE = 2_000;
  private static final int ITEMS = 256;
  private static final int ITEM = 512;
  private static final int LABELS = 16;

  private KeyWish() {}

  /// A wish for a new key.
  ///
  /// @param idempotencyKey what its caller repeats it under; may be empty
  /// @param clock tells the time from which `max_age` counts
  public static MintRequest mint(JsonObject body, String idempotencyKey, InstantSource clock)
      throws BodyException {
    GrantText grant = grant(body, MintRequest.OPENS_NOTHING);
    String publicKey = body.text("public_key", "", TEXT);
    MintRequest request =
        new MintRequest(
            body.text("tenant", TEXT),
            constant(body, "environment", Environment.class, Environment.LIVE),
            body.text("principal", "", TEXT),
            body.text("owner", "", TEXT),
            body.text("contact", "", TEXT),
            integration(body).orElse(Integration.NONE),
            privilege(body),
            grant,
            constant(
                body,
                "binding",
                Binding.class,
                publicKey.isEmpty() ? Binding.BEARER : Binding.BOUND),
            publicKey,
            expires(body, clock),
            body.text("parent", "", TEXT),
            body.flag("honey") ? Nature.HONEY : Nature.REAL,
            body.text("note", "", NOTE),
            body.map("labels", LABELS, TEXT),
            idempotencyKey);
    body.end();
    return request;
  }

  /// A change of a key.
  ///
  /// @param now what the key is allowed at present; what is not named stays as it is
  public static KeyChange change(JsonObject body, GrantText now, InstantSource clock)
      throws BodyException {
    GrantText grant = grant(body, now);
    long expires = expires(body, clock);
    boolean endsAnew = body.has("expires") || body.has("max_age") || body.flag("never_expires");
    KeyChange change =
        new KeyChange(
            body.has("owner") ? body.text("owner", "", TEXT) : null,
            body.has("contact") ? body.text("contact", "", TEXT) : null,
            integration(body).orElse(null),
            grant.equals(now) ? null : grant,
            endsAnew ? (Long) expires : null,
            body.has("note") ? body.text("note", "", NOTE) : null,
            body.has("labels") ? body.map("labels", LABELS, TEXT) : null,
            body.has("privileged") ? privilege(body) : null);
    body.end();
    return change;
  }

  private static GrantText grant(JsonObject body, GrantText otherwise) throws BodyException {
    return new GrantText(
        texts(body, "scope", otherwise.scope()),
        texts(body, "exempt", otherwise.exempt()),
        texts(body, "places", otherwise.places()),
        texts(body, "hours", otherwise.hours()),
        texts(body, "limits", otherwise.limits()),
        texts(body, "held", otherwise.held()).stream()
            .map(name -> name.toUpperCase(Locale.ROOT))
            .toList(),
        constant(body, "mode", Mode.class, Mode.valueOf(otherwise.mode())).name());
  }

  private static Privilege privilege(JsonObject body) throws BodyException {
    return body.flag("privileged") ? Privilege.PRIVILEGED : Privilege.ORDINARY;
  }

  private static List<String> texts(JsonObject body, String name, List<String> otherwise)
      throws BodyException {
    return body.has(name) ? body.texts(name, ITEMS, ITEM) : otherwise;
  }

  private static Optional<Integration> integration(JsonObject body) throws BodyException {
    Optional<JsonObject> given = body.object("integration");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Integration integration =
        new Integration(given.get().text("kind", "", TEXT), given.get().text("runbook", "", TEXT));
    given.get().end();
    return Optional.of(integration);
  }

  private static long expires(JsonObject body, InstantSource clock) throws BodyException {
    long at = body.time("expires", Long.MAX_VALUE);
    Duration age = body.duration("max_age", Duration.ZERO);
    if (age.isZero()) {
      return at;
    }
    if (at != Long.MAX_VALUE) {
      throw body.refused("max_age", "must not stand beside expires");
    }
    try {
      return Math.addExact(Math.multiplyExact(clock.millis(), 1_000L), age.toNanos() / 1_000);
    } catch (ArithmeticException e) {
      throw body.refused("max_age", "is too long");
    }
  }

  /// A constant as it is spelt on the wire, or what stands for it where it is not given.
  public static <E extends Enum<E>> E constant(
      JsonObject body, String name, Class<E> type, E otherwise) throws BodyException {
    String word = body.text(name, "", 64);
    if (word.isEmpty()) {
      return otherwise;
    }
    for (E constant : type.getEnumConstants()) {
      if (KeyJson.word(constant).equals(word)) {
        return constant;
      }
    }
    throw body.refused(
        name,
        "must be one of "
            + Arrays.stream(type.getEnumConstants())
                .map(KeyJson::word)
                .collect(Collectors.joining(", ")));
  }
}

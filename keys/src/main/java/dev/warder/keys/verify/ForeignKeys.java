package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.hash.Hasher;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.registry.ForeignSystem;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.shape.KeyId;
import dev.warder.keys.state.Foreign;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.table.Cell;
import dev.warder.policy.Standing;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds keys that other systems issued by their values. Safe for use by many threads.
///
/// Shape value -> each format that it fits -> that system's hash -> our hash of it under each
/// pepper -> look-up, or look-up by the id within the value -> compared in the same time wherever
/// they differ
///
/// Bounds a fast hash for each format that a value fits, of at most [Registry#MOST_SYSTEMS], and
/// for each of them a keyed one for each pepper there is and one more; some hundred bytes each
///
/// Guarantees a value that opens nothing takes the same steps as one that does, and all formats
/// that a value fits are tried, whichever it is found in. A value that came in under two formats is
/// what ended first: it opens nothing once either key was ended. Does not guarantee that salts of
/// different lengths take the same time
public final class ForeignKeys {
  private static final String NO_SALT = "00".repeat(16);

  private final Registry registry;
  private final long[] decoy;

  public ForeignKeys(Registry registry, SecureRandom random) {
    this.registry = requireNonNull(registry, "registry is null");
    decoy = random.longs(4).toArray();
  }

  /// Whether a value looks like one of another system's. Says nothing of whether there is such a
  /// key.
  public boolean fits(String value) {
    List<ForeignSystem> systems = registry.systems();
    for (int i = 0; i < systems.size(); i++) {
      if (systems.get(i).format().fits(value)) {
        return true;
      }
    }
    return false;
  }

  /// The key that a value is, null if it is none.
  ///
  /// @param nowMicros the time that expiry is held against
  public @Nullable KeyState find(String value, Hasher hasher, long nowMicros) {
    List<ForeignSystem> systems = registry.systems();
    KeyState found = null;
    for (int i = 0; i < systems.size(); i++) {
      ForeignSystem system = systems.get(i);
      if (system.format().fits(value)) {
        KeyState key = find(system, value, hasher);
        found = found == null || (key != null && comesBefore(key, found, nowMicros)) ? key : found;
      }
    }
    return found;
  }

  private @Nullable KeyState find(ForeignSystem system, String value, Hasher hasher) {
    KeyState named = system.format().hasId() ? named(system, value) : null;
    byte[] material = material(system, value, named);
    KeyState key = system.format().hasId() ? named : traced(material, hasher);
    KeyHash hash =
        key == null || !hasher.has(key.hash().pepper())
            ? new KeyHash(hasher.newest(), decoy[0], decoy[1], decoy[2], decoy[3])
            : key.hash();
    return hasher.matches(hash, material, 0, material.length) ? key : null;
  }

  private @Nullable KeyState named(ForeignSystem system, String value) {
    KeyId id = system.keyId(system.format().idOf(value));
    Cell<KeyState> cell = registry.keys().find(id.high(), id.low());
    KeyState key = cell == null ? null : cell.value();
    return key != null && key.foreign() != null ? key : null;
  }

  private static byte[] material(ForeignSystem system, String value, @Nullable KeyState named) {
    Foreign foreign = named == null ? null : named.foreign();
    return system.material(system.hash(value, foreign == null ? NO_SALT : foreign.salt()));
  }

  /// Under every pepper, whether one of them was the right one or not.
  private @Nullable KeyState traced(byte[] material, Hasher hasher) {
    KeyState found = null;
    for (int pepper = 1; pepper <= hasher.newest(); pepper++) {
      if (hasher.has(pepper)) {
        KeyState key = registry.traced(hasher.hash(pepper, material, 0, material.length));
        found = key == null ? found : key;
      }
    }
    return found;
  }

  /// The hash of a key that [#find] found, under the newest pepper.
  public KeyHash rehashed(KeyState key, String value, Hasher hasher) {
    Foreign foreign = requireNonNull(key.foreign(), "the key is none of another system");
    List<ForeignSystem> systems = registry.systems();
    for (int i = 0; i < systems.size(); i++) {
      ForeignSystem system = systems.get(i);
      if (system.name().equals(foreign.origin().format())) {
        byte[] material = system.material(system.hash(value, foreign.salt()));
        return hasher.hash(hasher.newest(), material, 0, material.length);
      }
    }
    throw new IllegalStateException("a key came in under no format");
  }

  /// What is over for ever comes first, then what is no more as it was, then what came in first.
  private boolean comesBefore(KeyState one, KeyState other, long nowMicros) {
    int first = rank(one, nowMicros);
    int second = rank(other, nowMicros);
    return first < second || (first == second && one.serial() < other.serial());
  }

  private int rank(KeyState key, long nowMicros) {
    boolean over =
        key.facts().standing() == Standing.REVOKED
            || registry.rules().hit(key) > 0
            || Math.max(nowMicros, registry.reachedMicros()) >= key.facts().expiresMicros();
    return over ? 0 : key.facts().standing() == Standing.ACTIVE ? 2 : 1;
  }
}

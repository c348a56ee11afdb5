package dev.warder.keys.ledger;

import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.KeyState;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which idempotent wishes were fulfilled within a day. Confined to the ledger's thread.
///
/// Bounds those of a day; some 150 bytes each
final class Wishes {
  private static final long KEPT_MICROS = TimeUnit.DAYS.toMicros(1);

  private final Map<String, Fulfilled> byWish = new LinkedHashMap<>();

  private Wishes() {}

  /// The wishes of keys that are there.
  static Wishes of(Registry registry) {
    Wishes wishes = new Wishes();
    for (int i = 0; i < registry.keys().size(); i++) {
      wishes.add(registry.keys().at(i).value());
    }
    return wishes;
  }

  void add(KeyState key) {
    String wish = key.profile().wish();
    long minted = key.facts().mintedMicros();
    if (wish.isEmpty()) {
      return;
    }
    String name = name(wish);
    Fulfilled known = byWish.get(name);
    if (known == null || known.micros() < minted - KEPT_MICROS) {
      // Taken out before, so that the oldest stay in front.
      byWish.remove(name);
      byWish.put(name, new Fulfilled(key.id(), minted));
      forget(minted);
    }
  }

  /// The id of the key that a wish was fulfilled with, null if none was within a day.
  @Nullable String find(String wish, long nowMicros) {
    Fulfilled found = byWish.get(name(wish));
    return found == null || found.micros() < nowMicros - KEPT_MICROS ? null : found.keyId();
  }

  /// What stands before the dash names the wish, what stands behind it says what was wished for.
  private static String name(String wish) {
    int dash = wish.indexOf('-');
    return dash < 0 ? wish : wish.substring(0, dash);
  }

  private void forget(long nowMicros) {
    Iterator<Fulfilled> oldest = byWish.values().iterator();
    while (oldest.hasNext() && oldest.next().micros() < nowMicros - KEPT_MICROS) {
      oldest.remove();
    }
  }

  private record Fulfilled(String keyId, long micros) {}
}

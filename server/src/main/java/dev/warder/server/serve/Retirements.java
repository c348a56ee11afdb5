package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Invalidation;
import dev.warder.keys.KeyOutline;
import dev.warder.keys.Keys;
import dev.warder.model.Times;
import dev.warder.policy.KeyFacts;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.Query;
import java.util.HashMap;
import java.util.Map;

/// When keys ended, or will as far as is known now. Confined to the engine's thread.
///
/// That a key was revoked is known of the key, when that was of the record of changes alone: it is
/// looked up there once for each. Of several mass invalidations the last one counts, since a key
/// does not say which of them hit it.
///
/// Bounds 10,000 keys are remembered, then looked up anew
///
/// Guarantees no time before the end: a call that was let through while the end was on its way to
/// the disk is none with a key that had ended. So each is told some seconds late
final class Retirements {
  private static final long ON_ITS_WAY_MICROS = 5 * Times.SECOND;
  private static final int MOST = 10_000;

  private final Keys keys;
  private final Journal changes;
  private final Map<String, Long> revoked = new HashMap<>();

  Retirements(Keys keys, Journal changes) {
    this.keys = requireNonNull(keys, "keys is null");
    this.changes = requireNonNull(changes, "changes is null");
  }

  /// When a key ended, or will, in microseconds since the epoch, UTC; 0 if nobody knows of an end.
  long of(KeyOutline key) {
    long micros =
        switch (key.state()) {
          case ACTIVE, OVERLAPPING, FENCED, EXPIRED, ROTATED ->
              Math.min(key.facts().expiresMicros(), replaced(key));
          case INVALIDATED -> invalidated();
          case REVOKED -> revoked(key.id());
        };
    return micros <= 0 || micros > KeyFacts.NEVER - ON_ITS_WAY_MICROS
        ? 0
        : micros + ON_ITS_WAY_MICROS;
  }

  private long replaced(KeyOutline key) {
    if (key.facts().overlapEndsMicros() != KeyFacts.AT_ONCE) {
      return key.facts().overlapEndsMicros();
    }
    KeyOutline successor = key.successorId().isEmpty() ? null : keys.outline(key.successorId());
    return successor == null ? KeyFacts.NEVER : successor.facts().mintedMicros();
  }

  private long invalidated() {
    return keys.invalidations().stream().mapToLong(Invalidation::committedMicros).max().orElse(0);
  }

  private long revoked(String id) {
    Long known = revoked.get(id);
    if (known != null) {
      return known;
    }
    if (revoked.size() == MOST) {
      revoked.clear();
    }
    long found = recorded(id);
    revoked.put(id, found);
    return found;
  }

  private long recorded(String id) {
    long[] micros = new long[1];
    try {
      changes.search(
          Query.EVERYTHING
              .of(EntryKind.AUDIT)
              .of(Query.Text.CREDENTIAL, id)
              .of(Query.Text.OPERATION, "keys.revoke")
              .sealed(),
          (number, entry) -> {
            micros[0] = entry.timeMicros();
            return false;
          });
    } catch (JournalException unreadable) {
      return 0;
    }
    return micros[0];
  }
}

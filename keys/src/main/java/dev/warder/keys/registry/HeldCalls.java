package dev.warder.keys.registry;

import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls that somebody is asked about, or was, and that did not pass yet; by their keys. Immutable.
///
/// Bounds [#MOST_OF_KEY] of a key, [#MOST_OF_TENANT] of a tenant, [#MOST] in all, at any time: who
/// has a key cannot fill anything with what he asks for. One that was refused counts until its time
/// is over, and is not asked about anew before
public final class HeldCalls {
  static final HeldCalls NONE = new HeldCalls(Map.of(), Map.of());

  /// Calls of one key.
  public static final int MOST_OF_KEY = 10;

  /// Calls of all keys of a tenant.
  public static final int MOST_OF_TENANT = 100;

  /// Calls of all.
  public static final int MOST = 1_000;

  private final Map<String, List<Approval>> byKey;
  private final Map<String, List<Approval>> byTenant;

  private HeldCalls(Map<String, List<Approval>> byKey, Map<String, List<Approval>> byTenant) {
    this.byKey = byKey;
    this.byTenant = byTenant;
  }

  /// Those among wishes.
  public static HeldCalls among(Collection<Approval> wishes) {
    Map<String, List<Approval>> byKey = new HashMap<>();
    Map<String, List<Approval>> byTenant = new HashMap<>();
    for (Approval wish : wishes) {
      if (wish.isOfCall() && wish.state() != Approval.State.COLLECTED) {
        byKey.computeIfAbsent(wish.askedBy(), _ -> new ArrayList<>()).add(wish);
        byTenant.computeIfAbsent(wish.tenant(), _ -> new ArrayList<>()).add(wish);
      }
    }
    return byKey.isEmpty() ? NONE : new HeldCalls(byKey, byTenant);
  }

  /// The latest that is not over; null if there is none.
  ///
  /// @param call what the call is known again by
  public @Nullable Approval find(String keyId, String call, long nowMicros) {
    Approval found = null;
    for (Approval wish : byKey.getOrDefault(keyId, List.of())) {
      if (!wish.isOver(nowMicros)
          && wish.asked() instanceof AskedFor.HeldCall held
          && held.call().equals(call)) {
        found = wish;
      }
    }
    return found;
  }

  /// Whether no more may be asked about.
  public boolean isCrowded(String keyId, String tenant, long nowMicros) {
    return count(byKey.getOrDefault(keyId, List.of()), nowMicros) >= MOST_OF_KEY
        || count(byTenant.getOrDefault(tenant, List.of()), nowMicros) >= MOST_OF_TENANT
        || all(nowMicros) >= MOST;
  }

  private long all(long nowMicros) {
    long all = 0;
    for (List<Approval> wishes : byKey.values()) {
      all += count(wishes, nowMicros);
    }
    return all;
  }

  private static long count(List<Approval> wishes, long nowMicros) {
    long count = 0;
    for (Approval wish : wishes) {
      count += wish.isOver(nowMicros) ? 0 : 1;
    }
    return count;
  }
}

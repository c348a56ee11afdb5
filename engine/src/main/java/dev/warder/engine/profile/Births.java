package dev.warder.engine.profile;

import dev.warder.model.KeyRecord;
import dev.warder.model.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When keys came into being as the operator's inventory tells, by tenant. A log that does not name
/// what a call made is complemented by it: the key that was made at that moment is the one.
/// Immutable.
///
/// Units microseconds since the epoch, UTC Errors several keys of a tenant at one moment: none is
/// told, rather than the wrong one
final class Births {
  /// Platforms round to seconds, and write a key down a moment before or after the call.
  private static final long TOLERANCE = 2 * Times.SECOND;

  private final Map<String, List<KeyRecord>> byTenant = new HashMap<>();

  Births(Collection<KeyRecord> records) {
    for (KeyRecord record : records) {
      if (record.createdMicros() > 0) {
        byTenant.computeIfAbsent(record.tenantUid(), absent -> new ArrayList<>(4)).add(record);
      }
    }
    byTenant
        .values()
        .forEach(keys -> keys.sort(Comparator.comparingLong(KeyRecord::createdMicros)));
  }

  /// The only key of a tenant that came into being at a time; null if there is none or several.
  @Nullable String at(String tenant, long timeMicros) {
    List<KeyRecord> keys = byTenant.getOrDefault(tenant, List.of());
    int first = firstFrom(keys, timeMicros - TOLERANCE);
    if (first == keys.size() || keys.get(first).createdMicros() > timeMicros + TOLERANCE) {
      return null;
    }
    boolean alone =
        first + 1 == keys.size() || keys.get(first + 1).createdMicros() > timeMicros + TOLERANCE;
    return alone ? keys.get(first).credentialUid() : null;
  }

  private static int firstFrom(List<KeyRecord> keys, long timeMicros) {
    int low = 0;
    int high = keys.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (keys.get(middle).createdMicros() < timeMicros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

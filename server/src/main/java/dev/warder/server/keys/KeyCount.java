package dev.warder.server.keys;

import dev.warder.model.Times;
import dev.warder.server.text.Wording;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The keys of one page, counted as a preview of a mass invalidation counts them.
final class KeyCount {
  private KeyCount() {}

  /// `2 keys of 1 tenant, 1 privileged; used in the last hour 1, day 2, month 2`.
  static String of(JsonNode keys, InstantSource clock) {
    long now = Times.micros(clock.instant());
    Set<String> tenants = new HashSet<>();
    long privileged = 0;
    long hour = 0;
    long day = 0;
    long month = 0;
    for (JsonNode key : keys) {
      tenants.add(key.path("tenant").asString(""));
      privileged += key.path("privileged").asBoolean(false) ? 1 : 0;
      long silent = now - micros(key.path("last_used").asString(""));
      hour += silent <= Times.HOUR ? 1 : 0;
      day += silent <= Times.DAY ? 1 : 0;
      month += silent <= 30 * Times.DAY ? 1 : 0;
    }
    return Wording.count(keys.size(), "key", "keys")
        + " of "
        + Wording.count(tenants.size(), "tenant", "tenants")
        + ", "
        + Wording.count(privileged)
        + " privileged; used in the last hour "
        + Wording.count(hour)
        + ", day "
        + Wording.count(day)
        + ", month "
        + Wording.count(month);
  }

  private static long micros(String time) {
    try {
      return time.isEmpty() ? 0 : Times.micros(Instant.parse(time));
    } catch (DateTimeException _) {
      return 0;
    }
  }
}

package dev.warder.engine.sign;

import java.util.LinkedHashMap;
import java.util.Map;

/// Where people sit: addresses from which consoles were used lately.
///
/// Bounds the last [#MAX_ADDRESSES] addresses
final class ConsoleAddresses {
  private static final int MAX_ADDRESSES = 10_000;

  private final Map<String, Long> lastMicros =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  void note(String address, long timeMicros) {
    if (!address.isEmpty()) {
      lastMicros.put(address, timeMicros);
    }
  }

  boolean usedSince(String address, long sinceMicros) {
    Long last = lastMicros.get(address);
    return last != null && last >= sinceMicros;
  }
}

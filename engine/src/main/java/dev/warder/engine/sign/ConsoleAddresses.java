package dev.warder.engine.sign;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where people sit: addresses from which consoles were used lately.
///
/// Bounds the last [#MAX_ADDRESSES] addresses
final class ConsoleAddresses {
  private static final int MAX_ADDRESSES = 10_000;

  /// The address used longest ago comes first.
  private final Map<String, Long> lastMicros = new LinkedHashMap<>();

  void note(String address, long timeMicros) {
    if (address.isEmpty()) {
      return;
    }
    lastMicros.remove(address);
    lastMicros.put(address, timeMicros);
    if (lastMicros.size() > MAX_ADDRESSES) {
      lastMicros.remove(lastMicros.keySet().iterator().next());
    }
  }

  boolean usedSince(String address, long sinceMicros) {
    Long last = lastMicros.get(address);
    return last != null && last >= sinceMicros;
  }

  void save(StateWriter out) {
    out.list(
        lastMicros.entrySet(),
        (to, address) -> {
          to.text(address.getKey());
          to.signed(address.getValue());
        });
  }

  void restore(StateReader in) throws StateException {
    in.into(lastMicros, StateReader::signed);
  }
}

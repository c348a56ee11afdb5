package dev.warder.engine.sign;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where people sit: addresses from which consoles were used lately.
///
/// Guarantees the same whatever the order they came in Bounds the last [#MAX_ADDRESSES] addresses
/// are kept, and up to four times as many for a while
final class ConsoleAddresses {
  private static final int MAX_ADDRESSES = 10_000;

  private static final Comparator<Map.Entry<String, Long>> OLDEST_FIRST =
      Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey());

  private final Map<String, Long> lastMicros = new HashMap<>();

  /// Notes the use of a console.
  void note(String address, long timeMicros) {
    if (address.isEmpty()) {
      return;
    }
    lastMicros.merge(address, timeMicros, Math::max);
    if (lastMicros.size() > 4 * MAX_ADDRESSES) {
      keepNewest(2 * MAX_ADDRESSES);
    }
  }

  /// Adds what was noted elsewhere in the same epoch.
  void add(ConsoleAddresses others) {
    others.lastMicros.forEach(this::note);
  }

  /// Forgets all but the newest of an epoch.
  void settle() {
    keepNewest(2 * MAX_ADDRESSES);
  }

  /// Makes what was noted in an epoch count.
  void learn(ConsoleAddresses ofEpoch) {
    ofEpoch.settle();
    ofEpoch.lastMicros.forEach((address, last) -> lastMicros.merge(address, last, Math::max));
    if (lastMicros.size() > 2 * MAX_ADDRESSES) {
      keepNewest(MAX_ADDRESSES);
    }
  }

  private void keepNewest(int most) {
    if (lastMicros.size() <= most) {
      return;
    }
    List<Map.Entry<String, Long>> spare = new ArrayList<>(lastMicros.size());
    lastMicros.forEach((address, last) -> spare.add(Map.entry(address, last)));
    spare.sort(OLDEST_FIRST);
    spare.subList(0, spare.size() - most).forEach(old -> lastMicros.remove(old.getKey()));
  }

  void clear() {
    lastMicros.clear();
  }

  boolean usedSince(String address, long sinceMicros) {
    Long last = lastMicros.get(address);
    return last != null && last >= sinceMicros;
  }

  void save(StateWriter out) {
    out.sorted(lastMicros, StateWriter::signed);
  }

  void restore(StateReader in) throws StateException {
    in.into(lastMicros, StateReader::signed);
  }
}

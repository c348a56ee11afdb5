package dev.warder.keys.service;

import dev.warder.keys.Preview.Hit;
import dev.warder.keys.state.KeyState;
import dev.warder.model.KeyRecord.Privilege;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Counts keys that are hit. Confined to one thread.
final class Count {
  private static final int MOST_WORST = 20;

  private final long hourAgo;
  private final long dayAgo;
  private final long monthAgo;
  private final Set<String> tenants = new HashSet<>();
  private final PriorityQueue<Worst> worst = new PriorityQueue<>();
  private long keys;
  private long privileged;
  private long lastHour;
  private long lastDay;
  private long lastMonth;

  Count(long nowMicros) {
    hourAgo = nowMicros - TimeUnit.HOURS.toMicros(1);
    dayAgo = nowMicros - TimeUnit.DAYS.toMicros(1);
    monthAgo = nowMicros - TimeUnit.DAYS.toMicros(30);
  }

  /// Counts a key.
  ///
  /// @param usedMicros when it was last used, 0 if never
  void add(KeyState key, long usedMicros) {
    boolean mayMuch = key.facts().privilege() == Privilege.PRIVILEGED;
    keys++;
    tenants.add(key.facts().tenant());
    privileged += mayMuch ? 1 : 0;
    lastHour += usedMicros >= hourAgo ? 1 : 0;
    lastDay += usedMicros >= dayAgo ? 1 : 0;
    lastMonth += usedMicros >= monthAgo ? 1 : 0;
    worst.add(new Worst(mayMuch ? 1 : 0, usedMicros, key.id()));
    if (worst.size() > MOST_WORST) {
      worst.remove();
    }
  }

  Hit hit() {
    return new Hit(keys, tenants.size(), privileged, lastHour, lastDay, lastMonth);
  }

  /// Ids of those that hurt most, worst first.
  List<String> worst() {
    return worst.stream().sorted(Comparator.reverseOrder()).map(Worst::id).toList();
  }

  private record Worst(int privileged, long usedMicros, String id) implements Comparable<Worst> {
    private static final Comparator<Worst> ORDER =
        Comparator.comparingInt(Worst::privileged)
            .thenComparingLong(Worst::usedMicros)
            .thenComparing(Worst::id);

    @Override
    public int compareTo(Worst other) {
      return ORDER.compare(this, other);
    }
  }
}

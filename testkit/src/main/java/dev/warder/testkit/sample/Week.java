package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The five days: every call of the honest software and the thief's, in the order the platform
/// logged them.
///
/// @param calls by the time they were logged, so that a slow call stands behind a later, faster one
/// @param keys the platform's inventory after the fifth day, the thief's key among the others
record Week(List<ApiCall> calls, List<ApiKey> keys, World world, Theft theft) {

  static Week generate(long seed) {
    Draw draw = new Draw(seed);
    World world = new World(draw.fork("world"));
    List<ApiCall> calls = new ArrayList<>();
    for (int day = 0; day < Story.DAYS; day++) {
      long midnight = Story.FIRST_MIDNIGHT + day * Story.DAY_MILLIS;
      for (Integration integration : world.integrations()) {
        integration.day(midnight, draw.fork("day"), calls);
      }
    }
    Theft theft = new Theft(world.stolenKey(), world.mintedKey(), draw.fork("theft"));
    calls.add(world.honestMint());
    calls.addAll(theft.calls());
    return new Week(identified(calls), inventory(world, theft), world, theft);
  }

  private static List<ApiCall> identified(List<ApiCall> calls) {
    Map<Tenant.Host, Integer> counters = new HashMap<>();
    return calls.stream()
        .sorted(Comparator.comparingLong(ApiCall::loggedMillis).thenComparing(c -> c.key().uid()))
        .map(call -> {
          Tenant.Host host = call.key().tenant().host();
          int count = counters.merge(host, 1, Integer::sum);
          return call.withUid(
              String.format(Locale.ROOT, "%08x", call.timeMillis() / 1_000)
                  + host.processId
                  + String.format(Locale.ROOT, "%06x", count));
        })
        .toList();
  }

  private static List<ApiKey> inventory(World world, Theft theft) {
    Map<String, ApiKey> keys = new LinkedHashMap<>();
    Stream.concat(world.integrations().stream().map(Integration::key), Stream.of(theft.minted()))
        .sorted(Comparator.comparing(ApiKey::uid))
        .forEach(key -> keys.put(key.uid(), key));
    return List.copyOf(keys.values());
  }
}

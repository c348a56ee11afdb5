package dev.warder.benchmarks.engine;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Source;
import dev.warder.testkit.draw.Draw;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Invents activities of keys. What a key's own networks, software and operations are is decided by
/// its number alone, so that nothing needs to be kept for it.
final class Workload {
  /// Monday.
  static final long START_MICROS = Instant.parse("2026-10-05T00:00:00Z").toEpochMilli() * 1_000;

  private static final Outcome OK = Outcome.ofStatus(200);
  private static final Outcome NOT_FOUND = Outcome.ofStatus(404);
  private static final Outcome DENIED = Outcome.ofStatus(403);
  private static final int KEYS_PER_TENANT = 6;

  private final Landscape landscape = new Landscape();
  private final Map<Integer, String> tenants = new HashMap<>();
  private final int strangePerMille;
  private final boolean tellsRoutes;

  /// @param strangePerMille calls of a thousand that come from a network the key does not call its
  ///   own, half of them with software that is not its own either
  /// @param tellsRoutes whether each call tells its route, so that the engine has none to learn
  Workload(int strangePerMille, boolean tellsRoutes) {
    this.strangePerMille = strangePerMille;
    this.tellsRoutes = tellsRoutes;
  }

  static Caller caller(int key) {
    Draw draw = new Draw(key).fork("key");
    return new Caller("mk-" + draw.hex(16), CredentialKind.API_KEY, draw.hex(24), "", "");
  }

  /// One text for each tenant, as readers hand it on.
  private String tenant(int key) {
    return tenants.computeIfAbsent(key / KEYS_PER_TENANT, number -> "tenant-" + number);
  }

  private static String newTenant(int key) {
    return "tenant-" + key / KEYS_PER_TENANT;
  }

  /// One call of a key.
  ///
  /// @param key its number, which decides what is its own
  /// @param draw decides which of these the call takes
  Activity call(int key, Caller caller, KeyShape shape, Draw draw, long micros) {
    boolean strange = draw.perMille(strangePerMille);
    int strand = draw.crowded(shape.strands(), 2);
    Source source =
        strange ? draw.pick(landscape.sources()) : own(landscape.sources(), key, 1, strand);
    Client client =
        strange && draw.perMille(500)
            ? draw.pick(landscape.clients())
            : own(landscape.clients(), key, 2, strand % shape.clients());
    Landscape.Route route = own(landscape.routes(), key, 3, draw.crowded(shape.operations(), 2));
    String id = own(landscape.ids(), key / KEYS_PER_TENANT, 4, draw.crowded(200, 2));
    Call call = tellsRoutes ? route.told(id) : route.call(id, key / KEYS_PER_TENANT % 2 == 0);
    int luck = draw.below(1_000);
    Outcome outcome = luck < 15 ? NOT_FOUND : luck < 22 ? DENIED : OK;
    return activity(micros, uid(draw), tenant(key), caller, source, client, call, outcome);
  }

  /// The `which`-th of those that a key calls its own.
  private static <T> T own(List<T> all, int key, int facet, int which) {
    long hash = new Draw(key * 4L + facet).next() + which * 0x9E3779B97F4A7C15L;
    return all.get(new Draw(hash).below(all.size()));
  }

  /// One call of a key that is never used twice from the same network, by the same software, for
  /// the same operation.
  ///
  /// @param n number of the call
  static Activity adversarial(int key, Caller caller, int n, Draw draw, long micros) {
    String path = "/api/" + word(n);
    Call call = new Call("console.example.com", "GET", path, path, "");
    return activity(
        micros,
        uid(draw),
        newTenant(key),
        caller,
        Landscape.source(10_000 + n, n & 127),
        Landscape.client("tool-" + word(n), "1." + n % 10),
        call,
        OK);
  }

  /// A word of its own for each number, made of letters.
  private static String word(int n) {
    StringBuilder word = new StringBuilder("r");
    for (int rest = n; rest > 0; rest /= 20) {
      word.append("bcdfghjklmnpqrstvwxz".charAt(rest % 20)).append("aeiou".charAt(rest % 5));
    }
    return word.toString();
  }

  /// The same call by another key of the same tenant.
  static Activity by(Caller other, Activity call, Draw draw) {
    return activity(
        call.timeMicros(),
        uid(draw),
        call.tenant(),
        other,
        call.source(),
        call.client(),
        call.call(),
        call.outcome());
  }

  private static String uid(Draw draw) {
    return draw.hex(16);
  }

  private static Activity activity(
      long micros,
      String uid,
      String tenant,
      Caller caller,
      Source source,
      Client client,
      Call call,
      Outcome outcome) {
    return new Activity(
        micros, uid, tenant, caller, source, client, call, outcome, 0, 2_000, 30_000, List.of(),
        List.of(), "", List.of(), Map.of());
  }
}

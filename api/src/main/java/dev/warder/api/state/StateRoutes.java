package dev.warder.api.state;

import dev.warder.api.http.Call;
import dev.warder.api.http.DoorMeters;
import dev.warder.api.http.Problem;
import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.JsonText;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// `/healthz` says that the process lives, `/readyz` whether it takes changes, `/metrics` how it is
/// doing, `/openapi.json` what can be asked of it.
public final class StateRoutes {
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Keys keys;
  private final DoorMeters meters;
  private final byte[] contract = contract();

  public StateRoutes(Keys keys, DoorMeters meters) {
    this.keys = keys;
    this.meters = meters;
    gauges();
  }

  public List<Route> routes() {
    return List.of(
        open("/healthz", Set.of(200), call -> Reply.json(200, word("up"))),
        open("/readyz", Set.of(200), call -> ready()),
        open("/openapi.json", Set.of(200), call -> Reply.json(200, contract)),
        new Route(
            "GET", "/metrics", Entry.WATCHERS, Runs.ASIDE, Set.of(200, 403, 504), this::metrics));
  }

  private static Route open(
      String path, Set<Integer> statuses, dev.warder.api.http.Endpoint endpoint) {
    return new Route("GET", path, Entry.OPEN, Runs.AT_ONCE, statuses, endpoint);
  }

  private static byte[] word(String word) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringProperty("status", word);
      json.writeEndObject();
    });
  }

  private Reply ready() {
    return keys.status().takesChanges()
        ? Reply.json(200, word("ready"))
        : Problem.of(
                ProblemCode.UNAVAILABLE,
                "Verdicts are given, but no changes are taken; the log says why.")
            .reply();
  }

  private Reply metrics(Call call) {
    return Reply.of(200, METRICS, meters.text().getBytes(StandardCharsets.UTF_8));
  }

  private void gauges() {
    gauge("warder.keys", "Keys there ever were", KeysStatus::keys);
    gauge("warder.verdicts.given", "Verdicts given since the start", KeysStatus::verdicts);
    gauge("warder.verdicts.recorded", "Verdicts in the journal", KeysStatus::recorded);
    gauge("warder.verdicts.unrecorded", "Verdicts that the journal lost", KeysStatus::unrecorded);
    gauge("warder.alarms.lost", "Alarms that nobody heard", KeysStatus::alarmsLost);
    gauge("warder.changes.acknowledged", "Changes forced to disk", KeysStatus::changes);
    gauge("warder.changes.waiting", "Changes that wait for the disk", KeysStatus::waiting);
    gauge("warder.holds.unasked", "Held calls that nobody was asked about", KeysStatus::unasked);
    gauge(
        "warder.rows.behind", "Keys whose row is older than the journal", KeysStatus::unprojected);
    gauge(
        "warder.changes.taken",
        "1 while changes are taken",
        status -> status.takesChanges() ? 1 : 0);
  }

  private void gauge(String name, String description, Reading reading) {
    meters.gauge(name, description, () -> reading.of(keys.status()));
  }

  private static byte[] contract() {
    try (InputStream in = StateRoutes.class.getResourceAsStream("/dev/warder/api/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("openapi.json cannot be read", e);
    }
  }

  /// One number of a status.
  @FunctionalInterface
  private interface Reading {
    Number of(KeysStatus status);
  }
}

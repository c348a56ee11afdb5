package dev.warder.api.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.api.http.DoorMeters;
import dev.warder.api.wire.KeyJson;
import dev.warder.api.wire.Sources;
import dev.warder.keys.Held;
import dev.warder.keys.Judged;
import dev.warder.keys.Keys;
import dev.warder.keys.Presented;
import dev.warder.keys.Scheduled;
import dev.warder.keys.Verdict;
import dev.warder.keys.verify.RecordedVerdict;
import dev.warder.model.Source;
import dev.warder.model.Times;
import dev.warder.policy.Request;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Has a call decided about: the one way from every door to a verdict. Safe for use by many
/// threads; never waits.
public final class Judge {
  private final Keys keys;
  private final OtherCallers others;
  private final Sources sources;
  private final InstantSource clock;
  private final DoorMeters meters;

  /// Of keys alone.
  public Judge(Keys keys, Sources sources, InstantSource clock, DoorMeters meters) {
    this(keys, OtherCallers.NONE, sources, clock, meters);
  }

  /// @param others who decides about calls of a platform's API that show no key
  public Judge(
      Keys keys, OtherCallers others, Sources sources, InstantSource clock, DoorMeters meters) {
    this.others = requireNonNull(others, "others is null");
    this.keys = requireNonNull(keys, "keys is null");
    this.sources = requireNonNull(sources, "sources is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.meters = requireNonNull(meters, "meters is null");
  }

  /// Decides about a call that shows a key; one that is held is refused, and nobody is asked. So
  /// are calls to Warder itself: nobody else's word opens its doors.
  ///
  /// @param door which door asks, from a closed list
  public Verdict judge(String door, Asked asked) {
    return said(door, keys.verify(asked.presented(), request(door, asked)));
  }

  /// Decides about a call of somebody's API. All but those that are held are decided about when it
  /// returns.
  ///
  /// @param door which door asks, from a closed list
  /// @param query of the call, as it was sent; may be empty
  public CompletionStage<Verdict> judge(String door, Asked asked, String query) {
    Request request = request(door, asked);
    Judged other = others.judge(asked.presented(), request);
    return switch (other == null ? keys.judge(asked.presented(), request) : other) {
      case Verdict verdict -> CompletableFuture.completedFuture(said(door, verdict));
      case Held held ->
          keys.settle(held, query).thenApply(settled -> said(door, keys.conclude(settled)));
    };
  }

  private Request request(String door, Asked asked) {
    return new Request(
        micros(),
        asked.api(),
        asked.method(),
        asked.path(),
        sources.of(asked.address()),
        asked.userAgent(),
        door);
  }

  private Verdict said(String door, Verdict verdict) {
    meters.said(door, KeyJson.word(verdict.reason()));
    return verdict;
  }

  /// Decides about work that a key set up earlier.
  ///
  /// @param api host it is for; may be empty
  /// @param method upper-case HTTP method of the operation that it comes to
  /// @param path of that operation
  Verdict judge(Scheduled work, String api, String method, String path) {
    String door = RecordedVerdict.SCHEDULED;
    Verdict verdict =
        keys.verifyScheduled(
            work, new Request(micros(), api, method, path, Source.UNKNOWN, "", door));
    meters.said(door, KeyJson.word(verdict.reason()));
    return verdict;
  }

  private long micros() {
    return Times.micros(clock.instant());
  }

  /// A call as a door was told of it.
  ///
  /// @param presented what its caller showed
  /// @param api host it is for; may be empty
  /// @param method upper-case HTTP method
  /// @param path without query, as it was sent
  /// @param address where it came from; may be empty
  /// @param userAgent what software made it, as it says; may be empty
  public record Asked(
      Presented presented,
      String api,
      String method,
      String path,
      String address,
      String userAgent) {
    public Asked {
      requireNonNull(presented, "presented is null");
      requireNonNull(api, "api is null");
      requireNonNull(method, "method is null");
      requireNonNull(path, "path is null");
      requireNonNull(address, "address is null");
      requireNonNull(userAgent, "userAgent is null");
    }
  }
}

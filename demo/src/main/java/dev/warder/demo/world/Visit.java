package dev.warder.demo.world;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.clock.Pace;
import dev.warder.demo.wire.Answer;
import dev.warder.testkit.draw.Draw;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Calls of one caller one after another, with a little time between them.
public final class Visit {
  private final Caller caller;
  private final Pace pace;
  private final Draw draw;
  private final InstantSource clock;
  private final int paceMillis;
  private String organization = "";

  /// @param paceMillis mean time between two calls
  public Visit(Caller caller, Pace pace, Draw draw, InstantSource clock, int paceMillis) {
    this.caller = requireNonNull(caller, "caller is null");
    this.pace = requireNonNull(pace, "pace is null");
    this.draw = requireNonNull(draw, "draw is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.paceMillis = paceMillis;
  }

  /// From now on calls are about this organization; empty for the caller's own.
  public void about(String other) {
    organization = requireNonNull(other, "other is null");
  }

  public Draw draw() {
    return draw;
  }

  public Instant now() {
    return clock.instant();
  }

  public Answer get(String target) throws IOException, InterruptedException {
    return call("GET", target, null);
  }

  public Answer post(String target, JsonNode body) throws IOException, InterruptedException {
    return call("POST", target, body);
  }

  public Answer put(String target, JsonNode body) throws IOException, InterruptedException {
    return call("PUT", target, body);
  }

  public Answer delete(String target) throws IOException, InterruptedException {
    return call("DELETE", target, null);
  }

  private Answer call(String method, String target, @Nullable JsonNode body)
      throws IOException, InterruptedException {
    Answer answer = caller.call(organization, method, target, body);
    pace.pause(Duration.ofMillis(draw.between(paceMillis / 3 + 1, paceMillis * 5 / 3 + 1)));
    return answer;
  }

  public void pause(Duration length) throws InterruptedException {
    pace.pause(length);
  }

  /// Ids of what an answer lists.
  public static List<String> ids(Answer answer) {
    JsonNode results = answer.body().has("results") ? answer.body().path("results") : answer.body();
    List<String> ids = new ArrayList<>();
    for (JsonNode one : results) {
      ids.add(one.path("_id").asString(""));
    }
    return ids;
  }

  /// Some id of what an answer lists, the first ones more often.
  public Optional<String> some(Answer answer) {
    List<String> ids = ids(answer);
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(draw.crowded(ids.size(), 2)));
  }
}

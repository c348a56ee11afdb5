package dev.warder.demo.story;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.wire.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells it for programs: one JSON object a line, the last one with the promises.
public final class JsonTeller implements Teller {
  private static final long NANOS_A_MILLI = 1_000_000;

  private final PrintStream out;
  private final LongSupplier nanos;
  private final long startNanos;

  /// @param nanos a stopwatch
  public JsonTeller(PrintStream out, LongSupplier nanos) {
    this.out = requireNonNull(out, "out is null");
    this.nanos = requireNonNull(nanos, "nanos is null");
    startNanos = nanos.getAsLong();
  }

  @Override
  public void tell(Instant when, Who who, String what) {
    line(
        Json.object()
            .put("time", when.toString())
            .put("wall_ms", (nanos.getAsLong() - startNanos) / NANOS_A_MILLI)
            .put("who", who.name().toLowerCase(Locale.ROOT))
            .put("what", what));
  }

  @Override
  public void promises(List<Promise> promises) {
    ObjectNode end = Json.object();
    ArrayNode all = end.putArray("results");
    for (Promise promise : promises) {
      all.addObject()
          .put("name", promise.name())
          .put("promise", promise.text())
          .put("held", promise.isHeld())
          .put("measured", promise.measured());
    }
    end.put("promises_held", promises.stream().filter(Promise::isHeld).count());
    end.put("promises", promises.size());
    line(end);
  }

  private void line(JsonNode json) {
    out.println(new String(Json.octets(json), StandardCharsets.UTF_8));
    out.flush();
  }
}

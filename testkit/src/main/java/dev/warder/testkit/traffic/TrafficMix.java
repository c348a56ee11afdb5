package dev.warder.testkit.traffic;

import dev.warder.testkit.draw.Draw;
import dev.warder.testkit.traffic.Population.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/// Thirty days of OCSF API Activity of a platform with 110 tenants and 700 keys, as many lines as
/// wanted. Nothing in it is stolen.
///
/// The mix is that of real traffic where it costs a reader: about 565 bytes a line, a few keys that
/// make most calls, some 100 routes and 35 client families, operations and TLS fingerprints only
/// from some deployments, 11 % of lines older than a line before them, by 84 s at the worst. It has
/// no visits and no rhythm of its own: calls of all keys are shuffled.
public final class TrafficMix {
  /// With this one the mean line and the shares of fields are those of the class comment; with
  /// another a few busy keys may move them by some per cent.
  public static final long SEED = 30;

  private static final long START_MILLIS = Instant.parse("2026-09-01T00:00:00Z").toEpochMilli();
  private static final long SPAN_MILLIS = 30L * 86_400_000;
  private static final int WORST_LAG_MILLIS = 84_000;

  private static final Piece OPEN = Piece.of("{\"class_uid\":6003,\"time\":");
  private static final Piece UID = Piece.of(",\"metadata\":{\"uid\":\"5f1b6a0c");
  private static final Piece METHOD = Piece.of("\"},\"http_request\":{\"http_method\":\"");
  private static final Piece HOST = Piece.of("\",\"url\":{\"hostname\":\"");
  private static final Piece USER_AGENT = Piece.of("},\"user_agent\":\"");
  private static final Piece REQUEST_LENGTH = Piece.of("\",\"length\":");
  private static final Piece REQUEST_LENGTH_ALONE = Piece.of("},\"length\":");
  private static final Piece CODE = Piece.of("},\"http_response\":{\"code\":");
  private static final Piece RESPONSE_LENGTH = Piece.of(",\"length\":");
  private static final Piece LATENCY = Piece.of(",\"latency\":");
  private static final int[] FAILURES = {
    404, 404, 404, 404, 403, 403, 400, 409, 429, 503, 502, 422
  };

  private final Draw draw;
  private final Population population;
  private final long events;

  public TrafficMix(long seed, long events) {
    this.draw = new Draw(seed);
    this.population = new Population(draw.fork("population"));
    this.events = events;
  }

  /// Writes all lines; may be called once.
  public void writeTo(OutputStream out) throws IOException {
    LineBuffer line = new LineBuffer(out);
    double gapMillis = (double) SPAN_MILLIS / events;
    long newest = START_MILLIS;
    for (long n = 0; n < events; n++) {
      long time;
      if (n > 0 && draw.perMille(110)) {
        time = newest - lag();
      } else {
        newest = Math.max(newest, START_MILLIS + (long) (n * gapMillis) + draw.below(400));
        time = newest;
      }
      write(line, n, time, (double) n / events);
    }
    line.drain();
  }

  private int lag() {
    return draw.perMille(2) ? draw.between(1_000, WORST_LAG_MILLIS) : draw.between(1, 600);
  }

  private void write(LineBuffer line, long n, long time, double progress) throws IOException {
    Population.Key key = population.keys().get(draw.crowded(Population.KEYS, 3));
    Route route = key.routes().get(draw.crowded(key.routes().size(), 2));
    line.put(OPEN).put(time).put(UID).putHex(n, 16).put(key.identity());
    line.put(key.addresses().get(draw.crowded(key.addresses().size(), 2)));
    line.put(METHOD).put(route.method()).put(HOST).put(key.host()).put(route.beforeId());
    if (route.hasId()) {
      line.put(key.ids().get(draw.crowded(key.ids().size(), 2)));
    }
    line.put(route.afterId());
    if (draw.perMille(5)) {
      line.put(REQUEST_LENGTH_ALONE);
    } else {
      Piece client = key.clients().get((int) (progress * key.clients().size()));
      line.put(USER_AGENT).put(client).put(REQUEST_LENGTH);
    }
    line.put(route.hasBody() ? draw.between(60, 900) : 0);
    boolean failed = draw.perMille(22);
    line.put(CODE).put(failed ? FAILURES[draw.below(FAILURES.length)] : route.success());
    line.put(RESPONSE_LENGTH).put(failed ? draw.between(60, 140) : spread(route.bytes()));
    line.put(LATENCY).put(draw.between(8, 180)).put('}');
    if (key.deployment().operations()) {
      line.put(route.operation());
    }
    if (key.deployment().tls()) {
      line.put(key.ja4());
    }
    line.put('}').endLine();
  }

  private int spread(int typical) {
    return draw.between(typical / 2, typical * 3 / 2);
  }
}

package dev.warder.api.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What is counted at the doors. Safe for use by many threads.
///
/// Shape `warder_http_requests_seconds{route="/v1/keys/{id}",method="GET",status="200"}`,
/// `warder_verdicts_total{door="verify",code="allowed"}`
///
/// Bounds every label has a value from a closed list: a route's template, a status, a door, a
/// stable code; nothing of a request becomes one
public final class DoorMeters {
  private static final Duration[] STEPS = {
    Duration.ofNanos(100_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofSeconds(1),
    Duration.ofSeconds(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();
  private final Map<Said, Counter> verdicts = new ConcurrentHashMap<>();

  /// A request was answered.
  ///
  /// @param route template of the route, or a fixed word where none fits
  void answered(String route, String method, int status, long nanos) {
    requests
        .computeIfAbsent(new Answered(route, method, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /// A verdict was given.
  ///
  /// @param door which kind of door; from a closed list
  /// @param code stable code of the reason
  public void said(String door, String code) {
    verdicts
        .computeIfAbsent(
            new Said(door, code),
            key ->
                Counter.builder("warder.verdicts")
                    .description("Verdicts given")
                    .tag("door", key.door())
                    .tag("code", key.code())
                    .register(registry))
        .increment();
  }

  /// A value that is read when it is asked for.
  ///
  /// @param tags names and values by turns that tell it from others of its name; values from closed
  ///   lists
  public void gauge(String name, String description, Supplier<Number> value, String... tags) {
    Gauge.builder(name, value).description(description).tags(tags).register(registry);
  }

  /// A number that only grows, read when it is asked for.
  ///
  /// @param tags names and values by turns that tell it from others of its name; values from closed
  ///   lists
  public void counter(String name, String description, Supplier<Number> value, String... tags) {
    // The registry holds on to the function and not to the object that it is given.
    FunctionCounter.builder(name, this, meters -> value.get().doubleValue())
        .description(description)
        .tags(tags)
        .register(registry);
  }

  /// Everything, in the text format of Prometheus.
  public String text() {
    return registry.scrape();
  }

  private Timer timer(Answered key) {
    return Timer.builder("warder.http.requests")
        .description("Requests answered, and how long it took")
        .tag("route", key.route())
        .tag("method", key.method())
        .tag("status", Integer.toString(key.status()))
        .serviceLevelObjectives(STEPS)
        .register(registry);
  }

  private record Answered(String route, String method, int status) {}

  private record Said(String door, String code) {}
}

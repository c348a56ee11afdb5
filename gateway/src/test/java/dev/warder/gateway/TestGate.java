package dev.warder.gateway;

import dev.warder.enrich.Enricher;
import dev.warder.gateway.activity.BodySampler;
import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.credential.Extractor;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Answer;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.KeyVerifier;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.verdict.WhenUnjudged;
import dev.warder.model.Activity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/// A gate before an upstream, with a verifier that knows the key `good` and those that begin with
/// `good-`.
final class TestGate implements AutoCloseable {
  static final GateSettings.Times TIMES =
      new GateSettings.Times(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));
  private static final Enricher ENRICHER = Enricher.standard();

  private final Gateway gateway;
  final BlockingQueue<Activity> activities = new LinkedBlockingQueue<>();

  /// Method and path of each call that was judged, by the id of its verdict.
  final Map<String, String> judged = new ConcurrentHashMap<>();

  private final AtomicLong verdicts = new AtomicLong();

  private TestGate(GateSettings settings, UnaryOperator<KeyVerifier> around, boolean takes)
      throws GatewayException {
    this(settings, around, takes, InstantSource.system());
  }

  private TestGate(
      GateSettings settings, UnaryOperator<KeyVerifier> around, boolean takes, InstantSource clock)
      throws GatewayException {
    this(settings, around, takes, BodySampler.NONE, clock);
  }

  private TestGate(
      GateSettings settings,
      UnaryOperator<KeyVerifier> around,
      boolean takes,
      BodySampler bodies,
      InstantSource clock)
      throws GatewayException {
    KeyVerifier verifier = around.apply(this::verify);
    gateway =
        Gateway.open(
            settings,
            new Gateway.Company(
                asked -> {
                  Answer answer = verifier.verify(asked);
                  if (answer instanceof Ruling ruling) {
                    judged.put(ruling.verdictId(), asked.method() + " " + asked.path());
                  }
                  return answer;
                },
                activity -> takes && activities.add(activity),
                bodies,
                ENRICHER,
                clock),
            2,
            Duration.ofSeconds(5));
  }

  static TestGate before(TestUpstream upstream) throws GatewayException {
    return before(upstream, settings -> settings);
  }

  static TestGate before(TestUpstream upstream, UnaryOperator<GateSettings> change)
      throws GatewayException {
    return new TestGate(change.apply(settings(upstream.port())), verifier -> verifier, true);
  }

  static TestGate judging(
      TestUpstream upstream, UnaryOperator<GateSettings> change, KeyVerifier verifier)
      throws GatewayException {
    return new TestGate(change.apply(settings(upstream.port())), usual -> verifier, true);
  }

  static TestGate judging(
      TestUpstream upstream,
      UnaryOperator<GateSettings> change,
      KeyVerifier verifier,
      InstantSource clock)
      throws GatewayException {
    return new TestGate(change.apply(settings(upstream.port())), usual -> verifier, true, clock);
  }

  static TestGate sampling(TestUpstream upstream, BodySampler bodies) throws GatewayException {
    return new TestGate(
        settings(upstream.port()), verifier -> verifier, true, bodies, InstantSource.system());
  }

  static TestGate losing(TestUpstream upstream) throws GatewayException {
    return new TestGate(settings(upstream.port()), verifier -> verifier, false);
  }

  static GateSettings settings(int upstream) {
    return new GateSettings(
        new GateSettings.Endpoint("127.0.0.1", 0),
        new GateSettings.Endpoint("127.0.0.1", upstream),
        GateSettings.Bounds.USUAL,
        TIMES,
        rules(Credentials.Several.REFUSE, Credentials.Secrets.STRIP),
        GateSettings.Tls.NONE,
        0,
        WhenUnjudged.REFUSE,
        true,
        false);
  }

  static Credentials.Rules rules(Credentials.Several several, Credentials.Secrets secrets) {
    return new Credentials.Rules(
        List.of(
            Extractor.of("bearer"),
            Extractor.of("basic"),
            Extractor.of("header:X-Api-Key"),
            Extractor.of("query:api_key")),
        several,
        secrets);
  }

  static GateSettings with(GateSettings old, GateSettings.Bounds bounds) {
    return new GateSettings(
        old.listen(),
        old.upstream(),
        bounds,
        old.times(),
        old.credentials(),
        old.tls(),
        old.trustedHops(),
        old.whenUnjudged(),
        old.http2(),
        old.upstreamHttp2());
  }

  static GateSettings with(GateSettings old, GateSettings.Times times) {
    return new GateSettings(
        old.listen(),
        old.upstream(),
        old.bounds(),
        times,
        old.credentials(),
        old.tls(),
        old.trustedHops(),
        old.whenUnjudged(),
        old.http2(),
        old.upstreamHttp2());
  }

  static GateSettings with(GateSettings old, Credentials.Rules rules) {
    return new GateSettings(
        old.listen(),
        old.upstream(),
        old.bounds(),
        old.times(),
        rules,
        old.tls(),
        old.trustedHops(),
        old.whenUnjudged(),
        old.http2(),
        old.upstreamHttp2());
  }

  static GateSettings with(GateSettings old, int trustedHops, WhenUnjudged whenUnjudged) {
    return new GateSettings(
        old.listen(),
        old.upstream(),
        old.bounds(),
        old.times(),
        old.credentials(),
        old.tls(),
        trustedHops,
        whenUnjudged,
        old.http2(),
        old.upstreamHttp2());
  }

  static GateSettings with(GateSettings old, GateSettings.Endpoint upstream, GateSettings.Tls tls) {
    return new GateSettings(
        old.listen(),
        upstream,
        old.bounds(),
        old.times(),
        old.credentials(),
        tls,
        old.trustedHops(),
        old.whenUnjudged(),
        old.http2(),
        old.upstreamHttp2());
  }

  static GateSettings withoutHttp2(GateSettings old) {
    return new GateSettings(
        old.listen(),
        old.upstream(),
        old.bounds(),
        old.times(),
        old.credentials(),
        old.tls(),
        old.trustedHops(),
        old.whenUnjudged(),
        false,
        old.upstreamHttp2());
  }

  /// The same before an upstream that is spoken to in HTTP/2.
  static GateSettings http2Upstream(GateSettings old) {
    return new GateSettings(
        old.listen(),
        old.upstream(),
        old.bounds(),
        old.times(),
        old.credentials(),
        old.tls(),
        old.trustedHops(),
        old.whenUnjudged(),
        old.http2(),
        true);
  }

  Ruling verify(Asked asked) {
    String key = asked.expose();
    String id = "v" + verdicts.incrementAndGet();
    if (key.equals("good") || key.startsWith("good-")) {
      return Ruling.passed(id, "allowed", "id-" + key, "acme", "Zoë");
    }
    byte[] body = "{\"code\":\"unknown\"}".getBytes(StandardCharsets.US_ASCII);
    Refusal refusal =
        Refusal.of(
            "unknown",
            401,
            List.of(new Refusal.Header("content-type", "application/problem+json")),
            body);
    return new Ruling(id, "unknown", "", "", "", refusal, null);
  }

  int port() {
    return gateway.port();
  }

  Gateway gateway() {
    return gateway;
  }

  RawClient client() throws java.io.IOException {
    return new RawClient(port());
  }

  /// The next activity.
  Activity activity() throws InterruptedException {
    Activity next = activities.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no activity");
    }
    return next;
  }

  @Override
  public void close() {
    gateway.close();
  }
}

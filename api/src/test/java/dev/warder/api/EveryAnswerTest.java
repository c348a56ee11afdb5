package dev.warder.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.api.OpenDoors.Answered;
import dev.warder.api.authorize.ProxySettings;
import dev.warder.api.http.DoorMeters;
import dev.warder.api.http.DoorSettings.Bounds;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.verify.Judge;
import dev.warder.model.ErrorCode;
import dev.warder.model.Source;
import dev.warder.policy.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the routes declare, what the document promises, and what is really answered are one: every
/// status of every route is asked for once, and the doors' own meters say which came.
class EveryAnswerTest {
  private static final String NOTHING = "{}";
  private static final List<Ask> GOOD =
      List.of(
          new Ask("POST", "/v1/verify", "{\"key\":\"x\",\"method\":\"GET\",\"path\":\"/a\"}", 200),
          new Ask(
              "POST",
              "/v1/verify/batch",
              "{\"calls\":[{\"key\":\"x\",\"method\":\"GET\",\"path\":\"/a\"}]}",
              200),
          new Ask(
              "POST",
              "/v1/verify/scheduled",
              "{\"key_id\":\"k1\",\"verdict\":\"v1\",\"method\":\"POST\",\"path\":\"/a\"}",
              200),
          new Ask("POST", "/v1/keys", "{\"tenant\":\"acme\"}", 201),
          new Ask("GET", "/v1/keys?where=privileged&limit=2", "", 200),
          new Ask("GET", "/v1/keys/k1", "", 200),
          new Ask("PATCH", "/v1/keys/k1", "{\"owner\":\"jane\"}", 200),
          new Ask("POST", "/v1/keys/k1:rotate", NOTHING, 201),
          new Ask("POST", "/v1/keys/k1:fence", NOTHING, 200),
          new Ask("POST", "/v1/keys/k1:unfence", NOTHING, 200),
          new Ask("POST", "/v1/keys/k1:revoke", NOTHING, 200),
          new Ask("GET", "/v1/approvals", "", 200),
          new Ask("GET", "/v1/approvals/a1", "", 200),
          new Ask("POST", "/v1/approvals/a1:approve", NOTHING, 200),
          new Ask("POST", "/v1/approvals/a1:refuse", NOTHING, 200),
          new Ask("POST", "/v1/approvals/a1:collect", NOTHING, 201),
          new Ask("GET", "/v1/scope-sets/sync", "", 200),
          new Ask("PUT", "/v1/scope-sets/sync", "{\"scopes\":[\"GET /a\"]}", 200),
          new Ask("POST", "/v1/invalidations/previews", "{\"where\":\"privileged\"}", 201),
          new Ask(
              "POST", "/v1/invalidations", "{\"where\":\"privileged\",\"preview\":\"p1\"}", 201),
          new Ask("GET", "/v1/invalidations", "", 200),
          new Ask("POST", "/v1/forgettings/previews", "{\"tenant\":\"acme\"}", 200),
          new Ask("POST", "/v1/forgettings", "{\"tenant\":\"acme\",\"confirm\":\"acme\"}", 200),
          new Ask("POST", "/v1/leaks", "{\"values\":[\"x\"]}", 200),
          new Ask("POST", "/v1/imports", ImportRoutesTest.BODY, 200),
          new Ask("GET", "/v1/verdicts/v1", "", 200),
          new Ask("GET", "/v1/incidents?limit=1", "", 200),
          new Ask("GET", "/v1/incidents/i1", "", 200),
          new Ask("POST", "/v1/incidents/i1/close", "{\"verdict\":\"benign\"}", 200));
  private static final List<Ask> ODD =
      List.of(
          new Ask("GET", "/v1/keys/gone", "", 404),
          new Ask("PATCH", "/v1/keys/gone", NOTHING, 404),
          new Ask("POST", "/v1/keys/gone:rotate", NOTHING, 404),
          new Ask("POST", "/v1/keys/gone:fence", NOTHING, 404),
          new Ask("POST", "/v1/keys/gone:unfence", NOTHING, 404),
          new Ask("POST", "/v1/keys/gone:revoke", NOTHING, 404),
          new Ask("GET", "/v1/approvals/gone", "", 404),
          new Ask("POST", "/v1/approvals/gone:approve", NOTHING, 404),
          new Ask("POST", "/v1/approvals/gone:refuse", NOTHING, 404),
          new Ask("POST", "/v1/approvals/gone:collect", NOTHING, 404),
          new Ask("GET", "/v1/scope-sets/gone", "", 404),
          new Ask("GET", "/v1/verdicts/gone", "", 404),
          new Ask("GET", "/v1/incidents/gone", "", 404),
          new Ask("POST", "/v1/incidents/gone/close", "{\"verdict\":\"benign\"}", 404),
          new Ask("POST", "/v1/incidents/i1/close", "{\"verdict\":\"odd\"}", 400),
          new Ask("GET", "/v1/incidents?limit=0", "", 400),
          new Ask("POST", "/v1/forgettings/previews", "{\"tenant\":\"gone\"}", 404),
          new Ask("POST", "/v1/forgettings", "{\"tenant\":\"gone\",\"confirm\":\"gone\"}", 404),
          new Ask("POST", "/v1/forgettings", "{\"tenant\":\"acme\",\"confirm\":\"acm\"}", 400),
          new Ask("POST", "/v1/forgettings/previews", "{\"tenant\":\"warder\"}", 403),
          new Ask("POST", "/v1/forgettings", "{\"tenant\":\"warder\",\"confirm\":\"warder\"}", 403),
          new Ask("GET", "/v1/keys?limit=0", "", 400),
          new Ask("GET", "/v1/keys?where=nonsense", "", 400),
          new Ask("GET", "/v1/keys?wher=x", "", 400),
          new Ask("POST", "/v1/verify", "{\"key\":\"x\"}", 400),
          new Ask("POST", "/v1/verify/scheduled", "{\"key_id\":\"x\"}", 400),
          new Ask(
              "POST", "/v1/invalidations", "{\"where\":\"privileged\",\"preview\":\"gone\"}", 404),
          new Ask("POST", "/v1/imports", NOTHING, 400),
          new Ask("GET", "/healthz", "", 200),
          new Ask("GET", "/readyz", "", 200),
          new Ask("GET", "/openapi.json", "", 200),
          new Ask("GET", "/.well-known/jwks.json", "", 200),
          new Ask("GET", "/metrics", "", 200));

  private OpenDoors doors;
  private OpenDoors strangers;

  /// Over the same keys, for answers that come too late.
  private OpenDoors hasty;

  /// One request and what must come of it.
  private record Ask(String method, String path, String body, int status) {}

  @BeforeEach
  void open() throws Exception {
    doors = OpenDoors.open();
    strangers = OpenDoors.toStrangersAlone();
    hasty =
        OpenDoors.over(
            doors.keys,
            new Bounds(
                4_096,
                4_096,
                100,
                100,
                Duration.ofSeconds(10),
                Duration.ofMillis(300),
                Duration.ofSeconds(30)));
  }

  @AfterEach
  void close() {
    doors.close();
    strangers.close();
    hasty.close();
  }

  @Test
  void everyStatusThatIsDeclaredIsGivenAndNoOther() throws Exception {
    doors.keys.approving = true;
    waits("POST", "/v1/keys", "{\"tenant\":\"acme\"}");
    waits("POST", "/v1/keys/k1:rotate", NOTHING);
    waits("POST", "/v1/keys/k1:unfence", NOTHING);
    waits("PATCH", "/v1/keys/k1", "{\"mode\":\"observe\"}", "if-match", "\"1\"");
    doors.keys.approving = false;
    for (Ask ask : GOOD) {
      expect(ask);
    }
    for (Ask ask : ODD) {
      expect(ask);
    }
    conditions();
    proxies();
    credentials();
    changesThatFail();
    doors.keys.approving = false;

    Set<String> given = given(doors);
    given.addAll(given(strangers));
    given.addAll(given(hasty));
    Set<String> declared = new TreeSet<>();
    for (Route route : routes()) {
      for (int status : route.statuses()) {
        declared.add(route.template() + " " + route.method() + " " + status);
      }
    }
    // What the door itself may answer anywhere has its own test.
    Set<String> own = new TreeSet<>(given);
    own.removeIf(line -> {
      int status = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
      return Route.SHARED.contains(status) && !declared.contains(line);
    });
    declared.removeIf(line -> line.endsWith(" 400") && !own.contains(line));
    assertThat(own).isEqualTo(declared);
  }

  private void waits(String method, String path, String body, String... headers) throws Exception {
    assertThat(doors.ask(method, path, body, headers).status()).isEqualTo(202);
  }

  @Test
  void theDocumentHasEveryRouteAndStatusAndNoOther() throws Exception {
    byte[] contract = contract();
    JsonNode document = JsonMapper.builder().build().readTree(contract);
    Set<String> documented = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    operation
                        .getValue()
                        .path("responses")
                        .properties()
                        .forEach(response ->
                            documented.add(
                                path.getKey()
                                    + " "
                                    + method(path.getKey(), operation.getKey())
                                    + " "
                                    + response.getKey()))));
    Set<String> declared = new TreeSet<>();
    for (Route route : routes()) {
      Set<Integer> all = new TreeSet<>(route.statuses());
      all.addAll(Route.SHARED);
      all.forEach(status -> declared.add(route.template() + " " + route.method() + " " + status));
    }
    assertThat(documented).isEqualTo(declared);
    assertThat(doors.bare("GET", "/openapi.json", "").body())
        .isEqualTo(new String(contract, StandardCharsets.UTF_8));
  }

  private static byte[] contract() throws IOException {
    try (InputStream in =
        requireNonNull(Doors.class.getResourceAsStream("/dev/warder/api/openapi.json"))) {
      return in.readAllBytes();
    }
  }

  private static String method(String path, String operation) {
    return path.endsWith("/**") ? "*" : operation.toUpperCase(Locale.ROOT);
  }

  private void expect(Ask ask) throws IOException, InterruptedException {
    String tag = "\"" + version() + "\"";
    Answered answer =
        ask.method().equals("PATCH")
            ? doors.ask(ask.method(), ask.path(), ask.body(), "if-match", tag)
            : doors.ask(ask.method(), ask.path(), ask.body());
    assertThat(answer.status()).as("%s, %s", ask, answer.body()).isEqualTo(ask.status());
    if (answer.status() >= 400) {
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }
  }

  private long version() {
    return doors.keys.version("k1");
  }

  private void conditions() throws IOException, InterruptedException {
    assertThat(
            doors.ask("GET", "/v1/keys/k1", "", "if-none-match", "\"" + version() + "\"").status())
        .isEqualTo(304);
    assertThat(doors.ask("PATCH", "/v1/keys/k1", NOTHING).status()).isEqualTo(428);
    assertThat(doors.ask("PATCH", "/v1/keys/k1", NOTHING, "if-match", "\"99\"").status())
        .isEqualTo(412);
    assertThat(
            doors
                .ask("POST", "/v1/keys", "{\"tenant\":\"acme\"}", "idempotency-key", "again")
                .status())
        .isEqualTo(200);
    // A repeat of what was collected before has no secret any more.
    doors.keys.approving = true;
    doors.keys.approvals.clear();
    doors.ask("POST", "/v1/keys", "{\"tenant\":\"acme\",\"note\":\"seen\"}");
    String id = doors.keys.approvals.getFirst().id();
    assertThat(doors.ask("POST", "/v1/approvals/" + id + ":collect", NOTHING).status())
        .isEqualTo(200);
    doors.keys.approving = false;
  }

  private void proxies() throws IOException, InterruptedException {
    doors.keys.tell("good", Reason.ALLOWED, "k1", "acme");
    doors.keys.tell("narrow", Reason.OUT_OF_SCOPE, "k1", "acme");
    doors.keys.tell("hasty", Reason.TOO_FAST, "k1", "acme");
    assertThat(nginx("good").status()).isEqualTo(204);
    assertThat(nginx("bad").status()).isEqualTo(401);
    assertThat(nginx("narrow").status()).isEqualTo(403);
    assertThat(nginx("hasty").status()).isEqualTo(403);
    assertThat(nginx("hasty").header("x-warder-status")).isEqualTo("429");
    assertThat(envoy("good").status()).isEqualTo(200);
    assertThat(envoy("bad").status()).isEqualTo(401);
    assertThat(envoy("narrow").status()).isEqualTo(403);
    assertThat(envoy("hasty").status()).isEqualTo(429);
    assertThat(envoy("hasty").header("retry-after")).isEqualTo("2");
    doors.keys.tell("hasty-proxy", Reason.TOO_FAST, "admin", "warder");
    assertThat(doors.bare("GET", "/v1/auth-request", "", "x-warder-token", "hasty-proxy").status())
        .isEqualTo(429);
    assertThat(doors.bare("GET", "/v1/auth-request", "", "x-warder-token", "admin-token").status())
        .isEqualTo(400);
    assertThat(
            doors
                .bare(
                    "GET",
                    "/v1/ext-authz/a",
                    "",
                    "x-warder-token",
                    "admin-token",
                    "x-real-ip",
                    "1",
                    "x-real-ip",
                    "2")
                .status())
        .isEqualTo(400);
  }

  private Answered nginx(String key) throws IOException, InterruptedException {
    return doors.bare(
        "GET",
        "/v1/auth-request",
        "",
        "x-warder-token",
        "admin-token",
        "x-original-method",
        "GET",
        "x-original-uri",
        "/a?b=c",
        "authorization",
        "Bearer " + key);
  }

  private Answered envoy(String key) throws IOException, InterruptedException {
    return doors.bare(
        "DELETE", "/v1/ext-authz/a?b=c", "", "x-warder-token", "admin-token", "x-api-key", key);
  }

  private void credentials() throws IOException, InterruptedException {
    doors.keys.tell("other", Reason.OUT_OF_SCOPE, "admin", "warder");
    doors.keys.tell("fast", Reason.TOO_FAST, "admin", "warder");
    for (Ask ask : GOOD) {
      String body = ask.body();
      assertThat(as("", ask).status()).isEqualTo(401);
      assertThat(as("stranger", ask).status()).isEqualTo(401);
      assertThat(as("other", ask).status()).isEqualTo(403);
      assertThat(as("fast", ask).status()).isEqualTo(429);
      if (!body.isEmpty()) {
        String match = "\"" + version() + "\"";
        assertThat(
                doors
                    .bare(
                        ask.method(),
                        ask.path(),
                        body,
                        "authorization",
                        "Bearer admin-token",
                        "content-type",
                        "text/plain",
                        "if-match",
                        match)
                    .status())
            .as(ask.path())
            .isEqualTo(415);
      }
    }
    assertThat(strangers.bare("GET", "/metrics", "").status()).isEqualTo(403);
    assertThat(
            strangers.bare("GET", "/v1/auth-request", "", "x-warder-token", "admin-token").status())
        .isEqualTo(403);
  }

  private Answered as(String token, Ask ask) throws IOException, InterruptedException {
    return doors.bare(ask.method(), ask.path(), ask.body(), "authorization", "Bearer " + token);
  }

  /// For every route that may wait: its answer is too late once, and refused for its state once.
  private void changesThatFail() throws IOException, InterruptedException {
    doors.keys.approvals.clear();
    doors.keys.approving = true;
    doors.ask("POST", "/v1/keys", "{\"tenant\":\"acme\"}");
    doors.keys.approving = false;
    String approval = doors.keys.approvals.getFirst().id();
    CountDownLatch scraping = new CountDownLatch(1);
    doors.keys.stall = scraping;
    assertThat(hasty.bare("GET", "/metrics", "").status()).isEqualTo(504);
    scraping.countDown();
    doors.keys.stall = null;
    for (Ask ask : GOOD) {
      Ask fitted =
          new Ask(ask.method(), ask.path().replace("a1", approval), ask.body(), ask.status());
      Route route = route(fitted);
      if (route.runs() == Runs.AT_ONCE) {
        continue;
      }
      String match = "\"" + version() + "\"";
      CountDownLatch latch = new CountDownLatch(1);
      doors.keys.stall = latch;
      assertThat(
              hasty.ask(fitted.method(), fitted.path(), fitted.body(), "if-match", match).status())
          .as(fitted.path())
          .isEqualTo(504);
      latch.countDown();
      doors.keys.stall = null;
      if (route.statuses().contains(409)) {
        doors.keys.failure = ErrorCode.KEY_RETIRED;
        assertThat(
                doors
                    .ask(fitted.method(), fitted.path(), fitted.body(), "if-match", match)
                    .status())
            .as(fitted.path())
            .isEqualTo(409);
        doors.keys.failure = null;
      }
    }
  }

  private static Route route(Ask ask) {
    String path =
        ask.path().contains("?") ? ask.path().substring(0, ask.path().indexOf('?')) : ask.path();
    for (Route route : routes()) {
      String pattern =
          route.template().replace("{id}", "[a-z0-9]+").replaceAll("\\{(name|uid)}", "[a-z0-9]+");
      if (route.method().equals(ask.method()) && path.matches(pattern)) {
        return route;
      }
    }
    throw new AssertionError("no route for " + ask);
  }

  private static List<Route> routes() {
    FakeKeys keys = new FakeKeys();
    DoorMeters meters = new DoorMeters();
    Judge judge = new Judge(keys, address -> Source.UNKNOWN, InstantSource.system(), meters);
    List<Route> routes =
        Doors.routes(
            OpenDoors.company(keys),
            judge,
            new ProxySettings(List.of("authorization"), "x-real-ip"),
            InstantSource.system(),
            meters);
    assertThat(routes).anyMatch(route -> route.entry() == Entry.PROXY);
    return routes;
  }

  /// What the doors counted: `template method status`, for routes that there are.
  private static Set<String> given(OpenDoors doors) {
    Set<String> given = new TreeSet<>();
    for (String line : doors.metrics().lines().toList()) {
      if (!line.startsWith("warder_http_requests_seconds_count{") || line.contains("\"none\"")) {
        continue;
      }
      String template = label(line, "route");
      String method = template.endsWith("/**") ? "*" : label(line, "method");
      given.add(template + " " + method + " " + label(line, "status"));
    }
    return given;
  }

  private static String label(String line, String name) {
    int from = line.indexOf(name + "=\"") + name.length() + 2;
    return line.substring(from, line.indexOf('"', from));
  }
}

package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import dev.warder.server.terminal.Terminal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The machine's clock jumps while a Warder serves: an hour forward, then a day back.
@Timeout(180)
class ClockJumpIT {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  /// Stands still between jumps.
  private static final class Jumping implements InstantSource {
    private volatile Instant now = START;

    private void jump(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void revokedKeysStayRevokedOthersGoOnAndWhatIsOpenStaysOpenWhateverTheClockSays()
      throws Exception {
    Jumping clock = new Jumping();
    String admin;
    String[] plain;
    String[] early;
    String[] late;
    String[] last;
    try (RealApi api = RealApi.start()) {
      try (WarderInProcess warder = open(api, clock)) {
        admin = warder.credential();
        plain = mint(warder, admin, "");
        early = mint(warder, admin, "");
        late = mint(warder, admin, "");
        last = mint(warder, admin, "");
        String[] limited = mint(warder, admin, ",\"limits\":[\"2/h\"]");
        String[] expiring =
            mint(warder, admin, ",\"expires\":\"" + START.plusSeconds(1_800) + "\"");
        assertThat(call(warder, expiring)).isEqualTo(200);
        assertThat(call(warder, limited)).isEqualTo(200);
        assertThat(call(warder, limited)).isEqualTo(200);
        assertThat(call(warder, limited)).isEqualTo(429);
        revoke(warder, admin, early);
        try (BufferedReader events = events(warder, plain)) {
          clock.jump(Duration.ofHours(1));
          assertThat(call(warder, plain)).isEqualTo(200);
          assertThat(call(warder, early)).isEqualTo(401);
          assertThat(call(warder, expiring)).isEqualTo(401);
          assertThat(call(warder, limited)).isEqualTo(200);
          revoke(warder, admin, late);
          assertThat(call(warder, late)).isEqualTo(401);

          clock.jump(Duration.ofDays(-1));
          assertThat(call(warder, plain)).isEqualTo(200);
          assertThat(call(warder, early)).isEqualTo(401);
          assertThat(call(warder, late)).isEqualTo(401);
          assertThat(call(warder, last)).isEqualTo(200);
          revoke(warder, admin, last);
          assertThat(call(warder, last)).isEqualTo(401);
          String[] fresh = mint(warder, admin, ",\"limits\":[\"2/h\"]");
          assertThat(call(warder, fresh)).isEqualTo(200);
          // Nobody waits for a day until the clock is where it was, but for one call to come back.
          assertThat(call(warder, limited)).isIn(200, 429);
          clock.jump(Duration.ofHours(1));
          assertThat(call(warder, limited)).isEqualTo(200);

          api.push("still here");
          assertThat(events.lines().filter(line -> line.endsWith("still here")).findFirst())
              .isPresent();
        }
      }
      assertThat(ServeProcess.verifies(folder.resolve("data"))).isEmpty();
      try (WarderInProcess warder = open(api, clock)) {
        assertThat(call(warder, plain)).isEqualTo(200);
        for (String[] key : new String[][] {early, late, last}) {
          assertThat(call(warder, key)).isEqualTo(401);
        }
      }
    }
  }

  private WarderInProcess open(RealApi api, InstantSource clock) throws Exception {
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    values.put(Setting.LISTEN, new Value("127.0.0.1:0", "a test"));
    values.put(Setting.GATEWAY__LISTEN, new Value("127.0.0.1:0", "a test"));
    values.put(Setting.GATEWAY__UPSTREAM, new Value("http://127.0.0.1:" + api.port(), "a test"));
    values.put(Setting.DATA, new Value(folder.resolve("data").toString(), "a test"));
    values.put(Setting.LOG__LEVEL, new Value("error", "a test"));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return WarderInProcess.open(
        Configuration.read(Optional.empty(), Map.of(), values),
        new Clocks(clock, clock),
        new Terminal(nowhere, nowhere, 80, Terminal.Ink.PLAIN, Terminal.Talk.LOGGED));
  }

  private HttpResponse<String> ask(WarderInProcess warder, String admin, String path, String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(warder.doors().resolve(path))
            .header("authorization", "Bearer " + admin)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String[] mint(WarderInProcess warder, String admin, String more) throws Exception {
    HttpResponse<String> answer =
        ask(
            warder,
            admin,
            "/v1/keys",
            "{\"tenant\":\"acme\",\"mode\":\"enforce\",\"scope\":[\"* /**\"]" + more + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    JsonNode minted = MAPPER.readTree(answer.body());
    return new String[] {
      minted.path("secret").asString(""), minted.path("key").path("id").asString("")
    };
  }

  private void revoke(WarderInProcess warder, String admin, String[] key) throws Exception {
    assertThat(ask(warder, admin, "/v1/keys/" + key[1] + ":revoke", "{}").statusCode())
        .isEqualTo(200);
  }

  private HttpRequest request(WarderInProcess warder, String[] key, String path) {
    return HttpRequest.newBuilder(URI.create(warder.gate() + path))
        .timeout(Duration.ofSeconds(60))
        .header("authorization", "Bearer " + key[0])
        .build();
  }

  private int call(WarderInProcess warder, String[] key) throws Exception {
    return client.send(request(warder, key, "/hello"), BodyHandlers.discarding()).statusCode();
  }

  /// Events that go on, the first five read.
  private BufferedReader events(WarderInProcess warder, String[] key) throws Exception {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                client.send(request(warder, key, "/events"), BodyHandlers.ofInputStream()).body(),
                StandardCharsets.UTF_8));
    String line = reader.readLine();
    while (line != null && !line.endsWith("event 5")) {
      line = reader.readLine();
    }
    return reader;
  }
}

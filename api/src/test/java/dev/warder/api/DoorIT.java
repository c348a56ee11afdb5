package dev.warder.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.api.OpenDoors.Answered;
import dev.warder.api.http.DoorSettings.Bounds;
import dev.warder.keys.Verdict;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the door does with whatever comes, on any route.
class DoorIT {
  private OpenDoors doors;

  @BeforeEach
  void open() throws Exception {
    doors = OpenDoors.open();
  }

  @AfterEach
  void close() {
    doors.close();
  }

  private String raw(String request) throws IOException {
    return raw(doors, request);
  }

  private static String raw(OpenDoors doors, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), doors.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      for (int b = in.read(); b >= 0 && !isWhole(answer); b = in.read()) {
        answer.append((char) b);
      }
      return answer.toString();
    }
  }

  private static String post(String token, String... headers) {
    List<String> lines = new ArrayList<>(List.of("POST /v1/verify HTTP/1.1", "host: a"));
    lines.add("authorization: Bearer " + token);
    lines.addAll(List.of(headers));
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static boolean isWhole(StringBuilder answer) {
    int end = answer.indexOf("\r\n\r\n");
    int length = answer.indexOf("content-length: ");
    if (end < 0 || length < 0) {
      return false;
    }
    String digits = answer.substring(length + 16, answer.indexOf("\r", length));
    return answer.length() >= end + 4 + Integer.parseInt(digits) - 1;
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
    assertThat(doors.ask("POST", "/v1/verify", "x".repeat(5_000)).status()).isEqualTo(413);
    assertThat(raw(post("admin-token", "content-length: 999999999999"))).contains(" 413");
    assertThat(raw("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nhost: a\r\n\r\n")).contains(" 414");
    assertThat(raw("GET /healthz HTTP/1.1\r\nhost: a\r\nx: " + "x".repeat(9_000) + "\r\n\r\n"))
        .contains(" 431");
  }

  @Test
  void whatIsNoRequestIsRefused() throws Exception {
    assertThat(raw("nonsense\r\n\r\n")).contains(" 400");
    assertThat(raw(post("admin-token", "content-length: 1", "transfer-encoding: chunked")))
        .contains(" 4");
    String mangled =
        post("admin-token", "content-length: 0")
            .replace("POST /v1/verify", "GET /v1/keys?where=%zz");
    assertThat(raw(mangled)).contains(" 400");
    assertThat(doors.ask("GET", "/v1/keys?limit=1&limit=2", "").status()).isEqualTo(400);
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedForForEver() throws Exception {
    try (OpenDoors hasty =
        OpenDoors.within(
            new Bounds(
                4_096,
                4_096,
                100,
                8,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30)))) {
      assertThat(raw(hasty, post("admin-token", "content-length: 10") + "{")).contains(" 504");
    }
  }

  @Test
  void aStrangersBodyIsNeverRead() throws Exception {
    assertThat(raw(post("stranger", "content-length: 10")))
        .as("answered though not a byte of the body was sent")
        .contains(" 401");
  }

  @Test
  void anUnknownPathIsAbsentAndAKnownOneSaysItsMethods() throws Exception {
    assertThat(doors.ask("GET", "/v2/keys", "").status()).isEqualTo(404);
    Answered other = doors.ask("DELETE", "/v1/keys/k1", "");
    assertThat(other.status()).isEqualTo(405);
    assertThat(other.body()).contains("GET, PATCH");
    assertThat(doors.ask("GET", "/v1/keys/a%2Fb", "").status()).isEqualTo(404);
    assertThat(doors.ask("GET", "/v1/keys/../keys", "").status()).isEqualTo(404);
  }

  @Test
  void aFaultOfOursSaysNothingOfItself() throws Exception {
    doors.keys.broken = true;
    Answered answer = doors.ask("GET", "/v1/verdicts/v1", "");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("\"code\":\"bug\"").doesNotContain("broken by the test");
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"DISK_FULL", "BUSY", "STOPPED", "STORE_UNREACHABLE"})
  void whatCannotBeWrittenNowIsUnavailable(ErrorCode code) throws Exception {
    doors.keys.failure = code;
    Answered answer = doors.ask("GET", "/v1/scope-sets/a", "");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains(code.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void moreThanMayWaitForTheDiskIsRefusedAtOnceAndVerdictsGoOn() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    doors.keys.stall = latch;
    CompletableFuture<?>[] running = asked(8);
    while (doors.keys.stalled.get() < 8) {
      Thread.onSpinWait();
    }
    for (CompletableFuture<?> call : asked(4)) {
      assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo(503);
    }
    assertThat(
            doors
                .ask("POST", "/v1/verify", "{\"key\":\"x\",\"method\":\"GET\",\"path\":\"/a\"}")
                .status())
        .isEqualTo(200);
    latch.countDown();
    for (CompletableFuture<?> call : running) {
      // Where the machine is slow, their answer has come too late by now.
      assertThat(call.get(60, TimeUnit.SECONDS)).isIn(200, 504);
    }
  }

  private CompletableFuture<?>[] asked(int times) {
    CompletableFuture<?>[] asked = new CompletableFuture<?>[times];
    for (int i = 0; i < times; i++) {
      asked[i] =
          CompletableFuture.supplyAsync(
              () -> status("GET", "/v1/keys/k1"), Thread::startVirtualThread);
    }
    return asked;
  }

  private int status(String method, String path) {
    try {
      return doors.ask(method, path, "").status();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  @Test
  void metricsHaveNoLabelThatACallerChose() throws Exception {
    doors.ask("GET", "/v1/keys/secret-looking-id", "");
    doors.ask("GET", "/made/up", "");
    doors.bare("BREW", "/made/up", "");
    String metrics = doors.bare("GET", "/metrics", "").body();
    assertThat(metrics)
        .contains("route=\"/v1/keys/{id}\"")
        .contains("method=\"other\"")
        .contains("warder_connections")
        .doesNotContain("secret-looking-id")
        .doesNotContain("made")
        .doesNotContain("BREW")
        .doesNotContain("token");
  }

  @Test
  void http2IsSpokenToo() throws Exception {
    try (OpenDoors http2 = OpenDoors.overHttp2()) {
      assertThat(http2.bare("GET", "/healthz", "").body()).isEqualTo("{\"status\":\"up\"}");
    }
  }

  @Test
  void readinessSaysWhenChangesAreNotTaken() throws Exception {
    doors.keys.takesChanges = false;
    assertThat(doors.bare("GET", "/readyz", "").status()).isEqualTo(503);
    assertThat(doors.bare("GET", "/healthz", "").status()).isEqualTo(200);
  }

  @Test
  void aCallThatShowsTwoKeysShowsNone() throws Exception {
    doors.keys.tell("good", Reason.ALLOWED, "k1", "acme");
    Answered answer =
        doors.bare(
            "GET",
            "/v1/ext-authz/a",
            "",
            "x-warder-token",
            "admin-token",
            "x-api-key",
            "good",
            "authorization",
            "Bearer good");
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void aRightKeyOfAnotherTenantOpensNothingHereNorDoesOneInShadow() throws Exception {
    doors.keys.tell("customer", Reason.ALLOWED, "k1", "acme");
    doors.keys.told.put(
        "shadow", new FakeKeys.Told(Reason.OUT_OF_SCOPE, Verdict.Outcome.PASS, "admin", "warder"));
    assertThat(doors.bare("GET", "/v1/keys", "", "authorization", "Bearer customer").status())
        .isEqualTo(401);
    assertThat(doors.bare("GET", "/v1/keys", "", "authorization", "Bearer shadow").status())
        .isEqualTo(403);
  }

  @Test
  void aKeyThatIsOnlyObservedOpensNothingHereAlthoughItOpensEverythingElsewhere() throws Exception {
    doors.keys.tell("observed", Reason.ALLOWED, "admin", "warder");
    assertThat(doors.bare("GET", "/v1/keys", "", "authorization", "Bearer observed").status())
        .isEqualTo(200);
    doors.keys.observed.add("observed");
    Answered refused = doors.bare("GET", "/v1/keys", "", "authorization", "Bearer observed");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("mode does not count");
  }

  @Test
  void anUnprivilegedCredentialSeesOfWardersOwnKeysWhatIsNotThere() throws Exception {
    Answered hidden = as("minter-token", "GET", "/v1/keys/admin", "");
    Answered absent = as("minter-token", "GET", "/v1/keys/gone", "");
    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.body()).isEqualTo(absent.body());
    assertThat(as("minter-token", "POST", "/v1/keys", "{\"tenant\":\"warder\"}").status())
        .isEqualTo(403);
    as("minter-token", "GET", "/v1/keys?where=privileged", "");
    assertThat(doors.keys.selectors).contains("(privileged) and not tenant = warder");
    doors.ask("POST", "/v1/invalidations", "{\"where\":\"privileged\"}");
    assertThat(doors.keys.selectors)
        .as("nobody locks himself out, not even who may")
        .last()
        .isEqualTo("(privileged) and not tenant = warder");
  }

  private Answered as(String token, String method, String path, String body)
      throws IOException, InterruptedException {
    return doors.bare(
        method, path, body, "authorization", "Bearer " + token, "content-type", "application/json");
  }

  @Test
  void whoChangesSomethingIsWrittenDown() throws Exception {
    doors.ask("POST", "/v1/keys/k1:revoke", "{}");
    assertThat(doors.keys.actors)
        .last()
        .satisfies(actor -> {
          assertThat(actor.id()).isEqualTo("admin");
          assertThat(actor.origin()).isEqualTo("127.0.0.1");
        });
  }
}

package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.verdict.WhenUnjudged;
import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Who passes, who does not, what the upstream is told, and what is written down.
class JudgedIT {
  private static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\nHost: api.example\r\n" + headers + "\r\n";
  }

  private static String basic(String pair) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))
        + "\r\n";
  }

  @Test
  void credentialsAreFoundWhereDeclaredAndGoNoFurther() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      for (String call :
          new String[] {
            get("/a?x=1&y=2", "Authorization: Bearer good\r\n"),
            get("/a?x=1&y=2", "authorization: bEARER good\r\n"),
            get("/a?x=1&y=2", basic("somebody:good")),
            get("/a?x=1&y=2", "X-API-Key: good\r\n"),
            get("/a?x=1&y=2", "x_api_key: good\r\n"),
            get("/a?x=1&api_key=good&y=2", ""),
            get("/a?api_key=good&x=1&y=2", ""),
            get("/a?x=1&y=2&api%5Fkey=good", ""),
          }) {
        assertThat(client.send(call).answer().status()).as(call).isEqualTo(200);
        TestUpstream.Seen seen = upstream.next();
        assertThat(seen.target()).isEqualTo("/a?x=1&y=2");
        assertThat(seen.head()).doesNotContain("earer", "EARER", "Basic", "y: good", "Y: good");
        Activity activity = gate.activity();
        assertThat(activity.toString()).doesNotContain("=good", "api_key");
        assertThat(activity.parameters()).extracting(p -> p.name()).containsExactly("x", "y");
        assertThat(activity.caller().credentialUid()).isEqualTo("id-good");
      }
    }
  }

  @Test
  void aCallThatShowsTwoCredentialsShowsNone() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream);
        RawClient client = gate.client()) {
      for (String call :
          new String[] {
            get("/a", "Authorization: Bearer good\r\nX-Api-Key: good\r\n"),
            get("/a", "X-Api-Key: good\r\nX-Api-Key: good\r\n"),
            get("/a", "X-Api-Key: good\r\nX_Api_Key: bad\r\n"),
            get("/a?api_key=good&api_key=good", ""),
            get("/a?api_key=good", "X-Api-Key: good\r\n"),
            get("/a", ""),
            get("/a", "Authorization: Bearer\r\n"),
            get("/a", "Authorization: Bearer good, Bearer good\r\n"),
            get("/a", "Authorization: Digest good\r\n"),
            get("/a", "Authorization: Basic %%%\r\n"),
          }) {
        RawClient.Answer answer = client.send(call).answer();
        assertThat(answer.status()).as(call).isEqualTo(401);
        assertThat(answer.text()).isEqualTo("{\"code\":\"unknown\"}");
      }
      assertThat(upstream.all()).isEmpty();
    }
  }

  @Test
  void theDeclaredOrderDecidesWhereThatIsChosen() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.before(
                upstream,
                s ->
                    TestGate.with(
                        s, TestGate.rules(Credentials.Several.FIRST, Credentials.Secrets.STRIP)));
        RawClient client = gate.client()) {
      client.send(get("/a?api_key=bad", "X-Api-Key: bad\r\nAuthorization: Bearer good\r\n"));
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(upstream.next().head()).doesNotContain("bad");
      client.send(get("/a", "X-Api-Key: good\r\nAuthorization: Bearer bad\r\n"));
      assertThat(client.answer().status()).isEqualTo(401);
      client.send(get("/a", "Authorization: Bearer good\r\nAuthorization: Bearer bad\r\n"));
      assertThat(client.answer().status()).isEqualTo(401);
    }
  }

  @Test
  void aCredentialIsPassedOnOnlyWhereThatIsChosen() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.before(
                upstream,
                s ->
                    TestGate.with(
                        s, TestGate.rules(Credentials.Several.REFUSE, Credentials.Secrets.PASS)));
        RawClient client = gate.client()) {
      client.send(get("/a?api_key=good", ""));
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(upstream.next().target()).isEqualTo("/a?api_key=good");
    }
  }

  @Test
  void callsThatNobodyCanDecideAboutAreRefusedOrPassAsChosen() throws Exception {
    for (RuntimeException fault :
        new RuntimeException[] {
          new IllegalStateException("secret detail"), new RejectedExecutionException()
        }) {
      try (TestUpstream upstream = TestUpstream.ok();
          TestGate closed =
              TestGate.judging(
                  upstream,
                  s -> s,
                  asked -> {
                    throw fault;
                  });
          TestGate open =
              TestGate.judging(
                  upstream,
                  s -> TestGate.with(s, 0, WhenUnjudged.PASS),
                  asked -> {
                    throw fault;
                  });
          RawClient one = closed.client();
          RawClient other = open.client()) {
        String call = get("/a", "X-Api-Key: good\r\nX-Warder-Key: forged\r\n");
        RawClient.Answer refused = one.send(call).answer();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.has("retry-after: 1")).isTrue();
        assertThat(refused.text())
            .contains(fault instanceof RejectedExecutionException ? "overloaded" : "unavailable")
            .doesNotContain("secret");
        assertThat(upstream.all()).isEmpty();
        assertThat(other.send(call).answer().status()).isEqualTo(200);
        assertThat(upstream.next().head()).doesNotContain("x-warder", "forged", "good");
        assertThat(open.gateway().counters().unjudged()).isEqualTo(1);
        assertThat(closed.gateway().counters().unjudged()).isEqualTo(1);
      }
    }
  }

  @Test
  void callersBehindTrustedProxiesAreFoundByTheHopsThatAreTrusted() throws Exception {
    String[][] cases = {
      {"0", "X-Forwarded-For: 203.0.113.9\r\n", "127.0.0.1"},
      {"1", "X-Forwarded-For: 203.0.113.9\r\n", "203.0.113.9"},
      {"1", "X-Forwarded-For: 1.1.1.1, 203.0.113.9\r\n", "203.0.113.9"},
      {
        "2", "X-Forwarded-For: 9.9.9.9, 203.0.113.9\r\nX-Forwarded-For: 10.0.0.1\r\n", "203.0.113.9"
      },
      {"1", "X-Forwarded-For: 203.0.113.9, nonsense\r\n", "127.0.0.1"},
      {"1", "", "127.0.0.1"},
    };
    for (String[] one : cases) {
      UnaryOperator<GateSettings> hops =
          s -> TestGate.with(s, Integer.parseInt(one[0]), WhenUnjudged.REFUSE);
      try (TestUpstream upstream = TestUpstream.ok();
          TestGate gate = TestGate.before(upstream, hops);
          RawClient client = gate.client()) {
        client.send(get("/a", "X-Api-Key: good\r\n" + one[1]));
        assertThat(client.answer().status()).isEqualTo(200);
        assertThat(gate.activity().source().address()).as(one[1]).isEqualTo(one[2]);
      }
    }
  }

  @Test
  void aKeyThatHasASuccessorSaysSoInTheAnswer() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.judging(
                upstream,
                s -> s,
                asked ->
                    new Ruling(
                        "v1",
                        "allowed",
                        "k",
                        "t",
                        "p",
                        null,
                        new Ruling.Overlap(1_700_000_000, 1_701_475_200)));
        RawClient client = gate.client()) {
      RawClient.Answer answer = client.send(get("/a", "")).answer();
      assertThat(answer.has("deprecation: @1700000000")).isTrue();
      assertThat(answer.has("sunset: Sat, 02 Dec 2023 00:00:00 GMT")).isTrue();
    }
  }

  @Test
  void theVerdictOfACallThatLastsIsWrittenDownBeforeItIsOver() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    AtomicInteger ofQuickOnes = new AtomicInteger();
    try (TestUpstream upstream =
            TestUpstream.serving((socket, number) -> {
              while (RawHead.read(socket.getInputStream()).contains("/quick")) {
                socket
                    .getOutputStream()
                    .write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
              }
              var _ = socket.getInputStream().readAllBytes();
            });
        TestGate gate =
            TestGate.judging(
                upstream,
                s -> s,
                asked ->
                    new Ruling(
                        "v1",
                        "allowed",
                        "k",
                        "t",
                        "p",
                        null,
                        null,
                        "",
                        asked.path().equals("/quick")
                            ? ofQuickOnes::incrementAndGet
                            : written::countDown,
                        "",
                        CredentialKind.API_KEY,
                        "",
                        null,
                        Ruling.NEVER));
        RawClient client = gate.client()) {
      assertThat(client.send(get("/quick", "")).answer().status()).isEqualTo(200);
      client.send(get("/events", ""));
      assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(ofQuickOnes).hasValue(0);
    }
  }

  @Test
  void everyRequestBecomesOneActivityHoweverItEnds() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream)) {
      try (RawClient client = gate.client()) {
        client.send(get("/a?q=1", "X-Api-Key: good\r\nUser-Agent: curl/8.1\r\n"));
        assertThat(client.answer().status()).isEqualTo(200);
        Activity passed = gate.activity();
        assertThat(passed.call().method() + " " + passed.call().path()).isEqualTo("GET /a");
        assertThat(passed.call().api()).isEqualTo("api.example");
        assertThat(passed.client().family()).isEqualTo("curl");
        assertThat(passed.outcome()).isEqualTo(Outcome.ofStatus(200));
        assertThat(passed.tenant()).isEqualTo("acme");
        assertThat(passed.responseBytes()).isEqualTo(2);
        assertThat(passed.latencyMicros()).isPositive();
        client.send(get("/b", "X-Api-Key: bad\r\n"));
        assertThat(client.answer().status()).isEqualTo(401);
        Activity refused = gate.activity();
        assertThat(refused.outcome().result()).isEqualTo(Outcome.Result.DENIED);
        assertThat(refused.attributes()).containsEntry("warder.code", "unknown");
        client.send("broken\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(400);
        Activity malformed = gate.activity();
        assertThat(malformed.call().action()).isEqualTo("gateway:malformed_request");
        assertThat(malformed.outcome().error()).isEqualTo("method");
      }
      try (RawClient client = gate.client()) {
        client.send(
            "POST /a HTTP/1.1\r\nHost: a\r\nX-Api-Key: good\r\nContent-Length: 9\r\n\r\nabc");
        assertThat(upstream.connections()).isPositive();
      }
      assertThat(gate.activity().outcome().error()).isEqualTo("client_ended");
      assertThat(gate.activities).isEmpty();
    }
  }

  @Test
  void activitiesThatNobodyTakesAreCountedAndHoldNoCallUp() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.losing(upstream);
        RawClient client = gate.client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(get("/a", "X-Api-Key: good\r\n")).answer().status()).isEqualTo(200);
      }
      // The third call is over on its loop before the loop cuts nothing.
      gate.gateway().cut("nobody").get(5, TimeUnit.SECONDS);
      assertThat(gate.gateway().counters().activitiesLost()).isEqualTo(3);
    }
  }

  @Test
  void aRefusedBodyIsReadAwayOrEndsTheConnection() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream);
        RawClient small = gate.client();
        RawClient large = gate.client()) {
      String head = "POST /a HTTP/1.1\r\nHost: a\r\nX-Api-Key: bad\r\nContent-Length: ";
      small.send(head + "5\r\n\r\n");
      assertThat(small.answer().status()).isEqualTo(401);
      small.send("12345" + get("/b", "X-Api-Key: good\r\n"));
      assertThat(small.answer().status()).isEqualTo(200);
      large.send(head + "5000000\r\n\r\n" + "x".repeat(100_000));
      RawClient.Answer answer = large.answer();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.has("connection: close")).isTrue();
      assertThat(large.isEnded()).isTrue();
    }
  }
}

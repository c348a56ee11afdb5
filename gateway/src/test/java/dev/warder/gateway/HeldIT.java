package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Answer;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.verdict.WhenUnjudged;
import dev.warder.model.Activity;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls about which a ruling comes later: they wait, others do not, and none passes without one.
@Timeout(120)
class HeldIT {
  private static final Ruling PASSED =
      new Ruling("v2", "allowed", "k1", "acme", "Zoe", null, null, "call-1");
  private static final Ruling REFUSED =
      new Ruling(
          "v3",
          "held",
          "k1",
          "acme",
          "Zoe",
          Refusal.of("held", 403, List.of(), new byte[] {'h'}),
          null,
          "call-1");

  private final BlockingQueue<CompletableFuture<Supplier<Ruling>>> waiting =
      new LinkedBlockingQueue<>();
  private final BlockingQueue<String> queries = new LinkedBlockingQueue<>();

  private Answer verify(Asked asked) {
    if (!asked.path().startsWith("/held")) {
      return Ruling.passed("v1", "allowed", "k1", "acme", "Zoe");
    }
    if (asked.path().equals("/held-broken")) {
      return new Answer.Later(
          "k1", "acme", CompletableFuture.failedFuture(new IllegalStateException("by the test")));
    }
    queries.add(asked.message().query());
    CompletableFuture<Supplier<Ruling>> ruling = new CompletableFuture<>();
    waiting.add(ruling);
    return new Answer.Later("k1", "acme", ruling);
  }

  private CompletableFuture<Supplier<Ruling>> next() throws InterruptedException {
    CompletableFuture<Supplier<Ruling>> next = waiting.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing is held");
    }
    return next;
  }

  private TestGate gate(TestUpstream upstream) throws GatewayException {
    return TestGate.judging(
        upstream, settings -> TestGate.with(settings, 0, WhenUnjudged.PASS), this::verify);
  }

  private static String post(String target, String body) {
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: api.example\r\nX-Warder-Key: mine\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Test
  void aCallWaitsWithItsBodyWhileOthersGoOnAndThenIsSentAsWhatItWasRuled() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = gate(upstream)) {
      // More connections than loops: some share one with a call that waits.
      try (RawClient first = gate.client();
          RawClient second = gate.client();
          RawClient third = gate.client()) {
        first.send(post("/held?x=1", "first body"));
        CompletableFuture<Supplier<Ruling>> one = next();
        second.send(post("/held?x=2", "second"));
        CompletableFuture<Supplier<Ruling>> two = next();
        for (int i = 0; i < 4; i++) {
          try (RawClient other = gate.client()) {
            assertThat(other.send(post("/free" + i, "b")).answer().status()).isEqualTo(200);
            assertThat(upstream.next().target()).isEqualTo("/free" + i);
            assertThat(gate.activity().attributes()).doesNotContainKey("warder.approval");
          }
        }
        two.complete(() -> REFUSED);
        RawClient.Answer refused = second.answer();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).isEqualTo("h");
        Activity held = gate.activity();
        assertThat(held.attributes()).containsEntry("warder.approval", "call-1");
        assertThat(held.uid()).isEqualTo("v3");
        one.complete(() -> PASSED);
        assertThat(first.answer().status()).isEqualTo(200);
        TestUpstream.Seen seen = upstream.next();
        assertThat(seen.target()).isEqualTo("/held?x=1");
        assertThat(seen.text()).isEqualTo("first body");
        assertThat(seen.head()).doesNotContain("mine");
        assertThat(seen.has("x-warder-verdict: v2")).isTrue();
        assertThat(seen.has("x-warder-key: k1")).isTrue();
        assertThat(gate.activity().attributes())
            .containsEntry("warder.approval", "call-1")
            .containsEntry("warder.code", "allowed");
        // The connections go on being used.
        assertThat(first.send(post("/free", "b")).answer().status()).isEqualTo(200);
        assertThat(second.send(post("/free", "b")).answer().status()).isEqualTo(200);
        assertThat(third.send(post("/free", "b")).answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aRulingIsAskedOnceWhenTheCallGoesOnAndNotIfItsCallerIsGone() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = gate(upstream)) {
      CompletableFuture<Supplier<Ruling>> one;
      try (RawClient client = gate.client()) {
        client.send(post("/held", "b"));
        one = next();
      }
      Activity gone = gate.activity();
      assertThat(gone.caller().credentialUid()).isEqualTo("k1");
      assertThat(gone.outcome().error()).isEqualTo("client_ended");
      one.complete(() -> {
        asked.incrementAndGet();
        return PASSED;
      });
      try (RawClient client = gate.client()) {
        client.send(post("/held", "b"));
        next()
            .complete(() -> {
              asked.incrementAndGet();
              return PASSED;
            });
        assertThat(client.answer().status()).isEqualTo(200);
      }
      assertThat(asked).hasValue(1);
      assertThat(upstream.next().target()).isEqualTo("/held");
      assertThat(upstream.all()).isEmpty();
    }
  }

  @Test
  void aRulingThatFailsOrDoesNotComeRefusesTheCallWhateverWasChosen() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = gate(upstream);
        RawClient late = gate.client();
        RawClient client = gate.client()) {
      late.send(post("/held", "b"));
      CompletableFuture<Supplier<Ruling>> never = next();
      assertThat(client.send(post("/held-broken", "b")).answer().status()).isEqualTo(503);
      client.send(post("/held", "b"));
      next().completeExceptionally(new IllegalStateException("broken by the test"));
      RawClient.Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.text()).contains(GateCode.UNAVAILABLE.word());
      client.send(post("/held", "b"));
      next()
          .complete(() -> {
            throw new IllegalStateException("broken by the test");
          });
      assertThat(client.answer().status()).isEqualTo(503);
      assertThat(late.answer().status()).isEqualTo(503);
      never.complete(() -> PASSED);
      assertThat(late.send(post("/free", "b")).answer().status()).isEqualTo(200);
      assertThat(upstream.next().target()).isEqualTo("/free");
      assertThat(upstream.all()).isEmpty();
    }
  }

  @Test
  void theQueryThatIsAskedAboutHoldsNoCredentialAndIsElseAsItCame() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.judging(
                upstream,
                s ->
                    TestGate.with(
                        s, TestGate.rules(Credentials.Several.REFUSE, Credentials.Secrets.STRIP)),
                this::verify)) {
      for (String[] pair :
          new String[][] {
            {"/held", ""},
            {"/held?", ""},
            {"/held?x=1&y=%C3%BC&", "x=1&y=%C3%BC&"},
            {"/held?api_key=secret", ""},
            {"/held?x=1&api%5Fkey=secret&y=2", "x=1&y=2"},
          }) {
        try (RawClient client = gate.client()) {
          client.send(post(pair[0], ""));
          assertThat(queries.poll(30, TimeUnit.SECONDS)).as(pair[0]).isEqualTo(pair[1]);
          next().complete(() -> REFUSED);
          assertThat(client.answer().status()).isEqualTo(403);
        }
      }
    }
  }
}

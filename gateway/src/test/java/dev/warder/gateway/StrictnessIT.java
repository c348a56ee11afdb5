package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.wire.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every request is read in exactly one way, or refused and nothing behind it read.
class StrictnessIT {
  private static final int MUTANTS = Integer.getInteger("warder.mutants", 3_000);

  @Test
  void everyRequestOfTheCorpusHasTheOutcomeThatIsWrittenDown() throws Exception {
    List<RawRequests.Case> cases = RawRequests.all();
    assertThat(cases).hasSizeGreaterThan(300);
    List<String> wrong = new ArrayList<>();
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream)) {
      for (RawRequests.Case one : cases) {
        upstream.forget();
        String outcome = outcome(gate, one);
        String seen = seen(upstream);
        int passed = upstream.all().size();
        boolean fits =
            one.fault().isEmpty()
                ? seen.equals(one.seen())
                : outcome.equals(one.fault())
                    && (passed == one.passing() || one.family().equals("chunk"));
        if (!fits) {
          wrong.add(one + ": answered " + outcome + ", the upstream saw " + seen);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Sends a case in one piece and reads to the answer that decides.
  private static String outcome(TestGate gate, RawRequests.Case one) throws Exception {
    try (RawClient client = gate.client()) {
      client.send(one.bytes());
      int answers = one.fault().isEmpty() ? one.seen().split(", ", -1).length : one.passing();
      for (int i = 0; i < answers; i++) {
        RawClient.Answer answer = client.answer();
        if (answer.status() != 200) {
          return "early " + answer.status() + " " + answer.text();
        }
      }
      if (one.fault().isEmpty()) {
        return "passed";
      }
      RawClient.Answer answer = client.answer();
      if (!client.isEnded()) {
        return "not ended";
      }
      for (Fault fault : Fault.values()) {
        if (fault.refusal().status() == answer.status()
            && answer
                .text()
                .equals(new String(fault.refusal().body(), StandardCharsets.US_ASCII))) {
          return fault.name();
        }
      }
      return answer.status() + " " + answer.text();
    }
  }

  private static String seen(TestUpstream upstream) {
    return upstream.all().stream()
        .map(s -> s.method() + " " + s.target() + (s.body().length == 0 ? "" : " " + s.text()))
        .collect(Collectors.joining(", "));
  }

  @Test
  void theSameBytesHaveTheSameOutcomeHoweverTheyArrive() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream)) {
      for (RawRequests.Case one : RawRequests.all()) {
        if (one.bytes().length > 400 || !one.fault().isEmpty()) {
          continue;
        }
        upstream.forget();
        try (RawClient client = gate.client()) {
          for (byte octet : one.bytes()) {
            client.send(new byte[] {octet});
          }
          for (int i = 0; i < one.seen().split(", ", -1).length; i++) {
            assertThat(client.answer().status()).as(one.toString()).isEqualTo(200);
          }
        }
        assertThat(seen(upstream)).as(one.toString()).isEqualTo(one.seen());
      }
    }
  }

  @Test
  void theUpstreamNeverSeesARequestThatWasNotJudged() throws Exception {
    List<RawRequests.Case> cases =
        RawRequests.all().stream().filter(one -> one.bytes().length < 1_000).toList();
    Random random = new Random(7);
    int passed = 0;
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream)) {
      for (int i = 0; i < MUTANTS; i++) {
        byte[] bytes = Mutants.of(cases, random);
        passed += Smuggling.attempt(gate, upstream, bytes);
      }
    }
    assertThat(passed).as("mutants that are still requests").isGreaterThan(MUTANTS / 10);
  }
}

package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.FrameClient.Answer;
import dev.warder.gateway.wire.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every stream is read in exactly one way, or refused, and harms none beside it.
class Http2StrictnessIT {
  private static final int MUTANTS = Integer.getInteger("warder.mutants", 3_000);
  private static final String[] PIECES = {
    "\r\n",
    "\n",
    "\0",
    " ",
    ":",
    "\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
    "%2f",
    "//",
    "transfer-encoding",
    "chunked",
    "content-length",
    "3",
    ":path",
    "/b",
    "A",
    "_",
    "\u00e4",
    "\t"
  };

  @Test
  void everyStreamOfTheCorpusHasTheOutcomeThatIsWrittenDown() throws Exception {
    List<Streams.Case> cases = Streams.all();
    assertThat(cases).hasSizeGreaterThan(200);
    List<String> wrong = new ArrayList<>();
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream)) {
      for (Streams.Case one : cases) {
        upstream.forget();
        gate.activities.clear();
        String outcome;
        try {
          outcome = outcome(gate, one);
        } catch (IOException e) {
          outcome = e.toString();
        }
        String seen = seen(upstream);
        if (!outcome.equals(one.fault().isEmpty() ? "passed" : one.fault())
            || !seen.equals(one.seen())) {
          wrong.add(one + ": answered " + outcome + ", the upstream saw " + seen);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Sends a case, and behind it a call that passes; what is wrong with either comes first.
  private static String outcome(TestGate gate, Streams.Case one) throws Exception {
    try (FrameClient client = FrameClient.of(gate.port())) {
      int stream = one.send(client);
      Answer answer = client.answer(stream);
      int after = client.call(FrameClient.get("/after"));
      if (client.answer(after).status() != 200) {
        return "harmed who came after: " + client.answer(after);
      }
      gate.activity();
      gate.activity();
      if (!gate.activities.isEmpty()) {
        return "more than one activity each";
      }
      if (answer.status() == 200 && answer.isWhole && answer.reset == FrameClient.NONE) {
        return "passed";
      }
      for (Fault fault : Fault.values()) {
        String told = new String(fault.refusal().body(), StandardCharsets.US_ASCII);
        if (fault.refusal().status() == answer.status()
            && answer.text().equals(told)
            && answer.isWhole) {
          return fault.name();
        }
      }
      return answer.toString();
    }
  }

  private static String seen(TestUpstream upstream) {
    return upstream.all().stream()
        .filter(s -> !s.target().equals("/after"))
        .map(s -> s.method() + " " + s.target() + (s.body().length == 0 ? "" : " " + s.text()))
        .collect(Collectors.joining(", "));
  }

  @Test
  void theUpstreamNeverSeesARequestThatWasNotJudged() throws Exception {
    List<Streams.Case> cases =
        Streams.all().stream().filter(one -> one.fields().toString().length() < 2_000).toList();
    Random random = new Random(7);
    int passed = 0;
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream)) {
      for (int i = 0; i < MUTANTS / 30; i++) {
        upstream.forget();
        try (FrameClient client = FrameClient.of(gate.port())) {
          List<Integer> sent = new ArrayList<>();
          for (int j = 0; j < 30; j++) {
            Streams.Case one = mutant(cases.get(random.nextInt(cases.size())), random);
            sent.add(one.send(client));
          }
          for (int stream : sent) {
            client.answer(stream);
          }
        }
        passed += judged(gate, upstream);
      }
    }
    assertThat(passed).as("mutants that are still requests").isGreaterThan(MUTANTS / 50);
  }

  private static Streams.Case mutant(Streams.Case one, Random random) {
    List<String> fields = new ArrayList<>(one.fields());
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(fields.size());
      String text = fields.get(at);
      int in = random.nextInt(text.length() + 1);
      String piece = PIECES[random.nextInt(PIECES.length)];
      switch (random.nextInt(4)) {
        case 0 -> fields.set(at, text.substring(0, in) + piece + text.substring(in));
        case 1 -> fields.set(at, piece);
        case 2 -> {
          int pair = at & ~1;
          fields.add(fields.get(pair));
          fields.add(fields.get(pair + 1));
        }
        default -> fields.set(at, text.substring(0, in));
      }
    }
    return new Streams.Case(one.line(), one.family(), one.seen(), one.fault(), one.parts(), fields);
  }

  private static int judged(TestGate gate, TestUpstream upstream) throws IOException {
    List<TestUpstream.Seen> all = upstream.all();
    for (TestUpstream.Seen one : all) {
      Smuggling.check(gate, one, "streams");
    }
    return all.size();
  }

  @Test
  void aBodyThatIsNotWhatItsLengthToldIsNeverWholeToTheUpstream() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      for (String[] parts :
          new String[][] {{"3", "ab", "cd"}, {"3", "abc", "d"}, {"3", "ab", ""}, {"0", "", "a"}}) {
        int stream = client.open(FrameClient.with("POST", "/p", "content-length", parts[0]));
        client.data(stream, parts[1], false).settle().data(stream, parts[2], true);
        Answer answer = client.answer(stream);
        assertThat(answer.status()).as(Arrays.toString(parts)).isEqualTo(400);
        assertThat(gate.activity().outcome().error()).isEqualTo("malformed_body");
      }
      assertThat(client.answer(client.call(FrameClient.get("/after"))).status()).isEqualTo(200);
      assertThat(upstream.next().target()).isEqualTo("/after");
      assertThat(upstream.all()).isEmpty();
    }
  }

  @Test
  void trailersThatMayNotStandThereEndTheStreamAlone() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.before(upstream);
        FrameClient client = FrameClient.of(gate.port())) {
      for (String[] fields :
          new String[][] {
            {":path", "/b"},
            {":status", "200"},
            {"content-length", "3"},
            {"transfer-encoding", "chunked"},
            {"host", "evil"},
            {"authorization", "x"},
            {"x-api-key", "x"},
            {"x-warder-key", "x"},
            {"Upper", "x"},
            {"x", " y"},
            {"x", "a\r\nb: c"},
            {"x y", "z"},
          }) {
        int stream = client.open(FrameClient.with("POST", "/p"));
        client.data(stream, "abc", false);
        client.frame(
            FrameClient.HEADERS,
            FrameClient.END_HEADERS | FrameClient.END_STREAM,
            stream,
            FrameClient.block(fields));
        assertThat(client.answer(stream).status()).as(fields[0]).isEqualTo(400);
      }
      int tooLong = client.open(FrameClient.with("POST", "/p"));
      client.frame(
          FrameClient.HEADERS,
          FrameClient.END_HEADERS | FrameClient.END_STREAM,
          tooLong,
          FrameClient.block("x", "y".repeat(8_000), "x", "y".repeat(8_300)));
      assertThat(client.answer(tooLong).status()).isEqualTo(400);
      int twice = client.open(FrameClient.with("POST", "/p"));
      client.frame(
          FrameClient.HEADERS, FrameClient.END_HEADERS, twice, FrameClient.block("x", "y"));
      assertThat(client.answer(twice).status()).isEqualTo(400);
      assertThat(client.answer(client.call(FrameClient.get("/after"))).status()).isEqualTo(200);
      assertThat(upstream.next().target()).isEqualTo("/after");
    }
  }
}

package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.activity.BodySampler;
import dev.warder.model.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which bodies are looked at, and that the API gets them all the same.
@Timeout(60)
class BodySampleIT {
  private static final String JSON = "{\"user\":{\"name\":\"x\"},\"tags\":[\"y\"]}";

  private final Looking looking = new Looking();

  /// Chooses every body, and keeps what it was shown.
  private static final class Looking implements BodySampler {
    private final List<String> seen = new ArrayList<>();

    @Override
    public boolean chooses() {
      return true;
    }

    @Override
    public synchronized List<Parameter> parameters(List<Parameter> query, byte[] body) {
      seen.add(new String(body, StandardCharsets.UTF_8));
      List<Parameter> all = new ArrayList<>(query);
      all.add(Parameter.of(Parameter.Place.BODY, "field", "value"));
      return all;
    }

    synchronized List<String> seen() {
      return List.copyOf(seen);
    }
  }

  private static String post(String headers, String body) {
    return "POST /a?x=1 HTTP/1.1\r\nHost: api.example\r\nX-API-Key: good\r\n"
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String chunked(String headers, String... parts) {
    StringBuilder all =
        new StringBuilder("POST /a HTTP/1.1\r\nHost: api.example\r\nX-API-Key: good\r\n")
            .append(headers)
            .append("Transfer-Encoding: chunked\r\n\r\n");
    for (String part : parts) {
      all.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
    }
    return all.append("0\r\n\r\n").toString();
  }

  private void send(TestUpstream upstream, RawClient client, String call, String body)
      throws Exception {
    assertThat(client.send(call).answer().status()).isEqualTo(200);
    assertThat(upstream.next().text()).as("the API gets it").isEqualTo(body);
  }

  @Test
  void jsonIsLookedAtWholeHoweverItIsFramed() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.sampling(upstream, looking);
        RawClient client = gate.client()) {
      send(upstream, client, post("Content-Type: application/json\r\n", JSON), JSON);
      assertThat(gate.activity().parameters())
          .extracting(parameter -> parameter.place() + " " + parameter.name())
          .containsExactly("QUERY x", "BODY field");
      String type = "content-type: Application/SCIM+JSON; charset=utf-8\r\n";
      send(upstream, client, chunked(type, JSON.substring(0, 9), JSON.substring(9)), JSON);
      assertThat(gate.activity().parameters())
          .extracting(Parameter::place)
          .containsExactly(Parameter.Place.BODY);
    }
    assertThat(looking.seen()).containsExactly(JSON, JSON);
  }

  @Test
  void whatIsEncodedTooLongOrNoJsonIsNotLookedAt() throws Exception {
    String type = "Content-Type: application/json\r\n";
    String longest = '"' + "x".repeat(BodySampler.MOST_OCTETS - 2) + '"';
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.sampling(upstream, looking);
        RawClient client = gate.client()) {
      send(upstream, client, post(type, longest + " "), longest + " ");
      send(upstream, client, chunked(type, longest, longest), longest + longest);
      send(upstream, client, post(type + "Content-Encoding: gzip\r\n", JSON), JSON);
      send(upstream, client, post("Content-Type: text/plain\r\n", JSON), JSON);
      send(upstream, client, post("", JSON), JSON);
      send(upstream, client, post(type, ""), "");
      for (int i = 0; i < 6; i++) {
        assertThat(gate.activity().parameters())
            .extracting(Parameter::place)
            .doesNotContain(Parameter.Place.BODY);
      }
      assertThat(looking.seen()).isEmpty();
      send(upstream, client, post(type, longest), longest);
      gate.activity();
    }
    assertThat(looking.seen()).containsExactly(longest);
  }

  @Test
  void streamOfHttp2IsLookedAtToo() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.sampling(upstream, looking);
        FrameClient client = FrameClient.of(gate.port())) {
      int stream = client.open(FrameClient.with("POST", "/a", "content-type", "application/json"));
      client.data(stream, JSON.substring(0, 9), false).data(stream, JSON.substring(9), true);
      assertThat(client.answer(stream).status()).isEqualTo(200);
      assertThat(upstream.next().text()).isEqualTo(JSON);
      assertThat(gate.activity().parameters()).hasSize(1);
    }
    assertThat(looking.seen()).containsExactly(JSON);
  }

  @Test
  void refusedCallIsNotLookedAt() throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate = TestGate.sampling(upstream, looking);
        RawClient client = gate.client()) {
      String call = post("Content-Type: application/json\r\n", JSON).replace("good", "bad");
      assertThat(client.send(call).answer().status()).isEqualTo(401);
      gate.activity();
    }
    assertThat(looking.seen()).isEmpty();
  }
}

package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.credential.Extractor;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.model.Activity;
import dev.warder.model.CredentialKind;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keys and signed tokens in the same places are told from each other by their form.
class TokenPlacesIT {
  private static final String TOKEN = "eyJhIjoxfQ.eyJiIjoxfQ.AAAA";

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();

  private Ruling verify(Asked call) {
    asked.add(call.form() + " " + call.expose());
    return new Ruling(
        "v1", "foreign", "", "", "", null, null, "", CredentialKind.SESSION, "unverified:7");
  }

  private String shown(List<String> places, String headers) throws Exception {
    try (TestUpstream upstream = TestUpstream.ok();
        TestGate gate =
            TestGate.judging(
                upstream,
                s ->
                    TestGate.with(
                        s,
                        new Credentials.Rules(
                            places.stream().map(Extractor::of).toList(),
                            Credentials.Several.REFUSE,
                            Credentials.Secrets.STRIP)),
                this::verify);
        RawClient client = gate.client()) {
      client.send("GET /a HTTP/1.1\r\nHost: api.example\r\n" + headers + "\r\n");
      assertThat(client.answer().status()).isEqualTo(200);
      assertThat(upstream.next().head()).doesNotContain(TOKEN);
      Activity activity = gate.activity();
      assertThat(activity.toString()).doesNotContain(TOKEN);
      assertThat(activity.caller().credentialUid()).isEqualTo("unverified:7");
      assertThat(activity.caller().kind()).isEqualTo(CredentialKind.SESSION);
      assertThat(activity.attributes()).containsEntry("warder.unverified", "true");
      assertThat(activity.tenant()).isEmpty();
      return String.valueOf(asked.poll());
    }
  }

  @Test
  void aTokenIsTakenForOneWhereSuchMayStandInWhateverOrderPlacesAreNamed() throws Exception {
    for (List<String> places : List.of(List.of("bearer", "jwt"), List.of("jwt", "bearer"))) {
      assertThat(shown(places, "Authorization: Bearer " + TOKEN + "\r\n"))
          .isEqualTo("TOKEN " + TOKEN);
      assertThat(shown(places, "Authorization: Bearer wdr_live_x\r\n")).isEqualTo("KEY wdr_live_x");
    }
    assertThat(shown(List.of("bearer"), "Authorization: Bearer " + TOKEN + "\r\n"))
        .as("where tokens are not taken it is a key like any other")
        .isEqualTo("KEY " + TOKEN);
    assertThat(shown(List.of("jwt:x-token", "bearer"), "X-Token: " + TOKEN + "\r\n"))
        .isEqualTo("TOKEN " + TOKEN);
  }

  @Test
  void aSchemeIsItselfWhateverPartsItFromWhatItShows() throws Exception {
    for (String parted : List.of("\t", " \t", "\t ", ":", ",", "\"", "=")) {
      String read =
          shown(List.of("bearer", "jwt"), "Authorization: Bearer" + parted + TOKEN + "\r\n");
      assertThat(read).as(parted).contains(TOKEN);
      if (parted.isBlank()) {
        assertThat(read).startsWith("TOKEN ");
      }
    }
    assertThat(
            shown(
                List.of("bearer", "jwt", "header:x-api-key"),
                "Authorization: Bearer\t" + TOKEN + "\r\nX-Api-Key: opaque\r\n"))
        .as("beside another it is none")
        .endsWith(" ");
  }

  @Test
  void aTokenBesideAKeyOrAnotherIsNone() throws Exception {
    for (String headers :
        Stream.of(
                "Authorization: Bearer T\r\nX-Api-Key: wdr_live_x\r\n",
                "Authorization: Bearer T\r\nX-Token: T\r\n",
                "Authorization: Bearer T\r\nAuthorization: Bearer T\r\n",
                "Authorization: Bearer T\r\nAuthorization: Bearer wdr_live_x\r\n")
            .map(h -> h.replace("T\r", TOKEN + "\r"))
            .toList()) {
      assertThat(shown(List.of("bearer", "jwt", "jwt:x-token", "header:x-api-key"), headers))
          .as(headers)
          .endsWith(" ");
    }
  }
}

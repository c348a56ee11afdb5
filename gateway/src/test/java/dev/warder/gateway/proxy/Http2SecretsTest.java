package dev.warder.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.credential.Extractor;
import io.netty.util.AsciiString;
import java.util.List;
import org.junit.jupiter.api.Test;

class Http2SecretsTest {
  @Test
  void whatShowsWhoCallsNeverEntersATableThatOthersShare() {
    Http2Secrets secrets =
        new Http2Secrets(
            new Credentials.Rules(
                List.of(Extractor.of("header:X-Api-Key")),
                Credentials.Several.REFUSE,
                Credentials.Secrets.PASS));
    for (String name :
        new String[] {"authorization", "cookie", "x-warder-identity", "client-cert", "x-api-key"}) {
      assertThat(secrets.isSensitive(AsciiString.of(name), "v")).as(name).isTrue();
    }
    assertThat(secrets.isSensitive(AsciiString.of("accept"), "v")).isFalse();
  }
}

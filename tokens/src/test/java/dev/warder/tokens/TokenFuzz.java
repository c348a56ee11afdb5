package dev.warder.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.tokens.TokenReading.Speaker;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Whatever is shown as a token, nothing breaks, and nobody speaks where there is no key.
class TokenFuzz {
  private static final Tokens TOKENS =
      new Tokens(
          List.of(
              new Issuer(
                  "i",
                  Set.of("a"),
                  EnumSet.allOf(Algorithm.class),
                  new IssuerKeys("i", () -> new byte[0], _ -> {}, java.time.InstantSource.system()),
                  "sub",
                  "",
                  "acme")),
          new byte[32]);

  @FuzzTest
  void nothingIsBelievedAndNothingBreaks(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    assertThat(TOKENS.read(text, 0)).isNotInstanceOf(Speaker.class);
    assertThat(TOKENS.read(Signer.text(text) + "." + Signer.text(text) + ".AA", 0))
        .isNotInstanceOf(Speaker.class);
  }
}

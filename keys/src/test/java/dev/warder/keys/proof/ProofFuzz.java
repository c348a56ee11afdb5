package dev.warder.keys.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// No bytes make what reads them throw, and none are taken for a signature that nobody made.
class ProofFuzz {
  private static final Signing OWNER = Signing.fresh();

  @FuzzTest
  void whatIsReadIsWrittenAndReadAgainAlike(byte[] input) {
    Map<String, Member> members =
        FieldParser.dictionary(new String(input, StandardCharsets.ISO_8859_1));
    if (members == null) {
      return;
    }
    String written = FieldParserTest.write(members);
    Map<String, Member> again = FieldParser.dictionary(written);
    // What is written may be longer, by spaces and values that are left out where they are true.
    if (again == null) {
      assertThat(written.length()).isGreaterThan(FieldParser.MAX_CHARS);
      return;
    }
    assertThat(again).isEqualTo(members);
    assertThat(FieldParserTest.write(again)).isEqualTo(written);
  }

  @FuzzTest
  void noMessageThrowsOrIsProven(byte[] input) {
    String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 8);
    SignedMessage message =
        new SignedMessage(
            part(parts, 0),
            parts.length % 2 == 0 ? Scheme.HTTP : Scheme.HTTPS,
            part(parts, 1),
            part(parts, 2),
            List.of(
                new Field("Signature-Input", part(parts, 3)),
                new Field("Signature", part(parts, 4)),
                new Field("Content-Digest", part(parts, 5)),
                new Field(part(parts, 6), part(parts, 7))),
            Body.Shown.of(input));
    ProofVerifier verifier = Signing.verifier();
    Proof proof =
        switch (verifier.claim(message)) {
          case Refused refused -> refused;
          case Claimed claimed ->
              verifier.verify(claimed, claimed.keyId(), OWNER.key(), Signing.NOW_MICROS);
        };
    assertThat(proof).isInstanceOf(Refused.class);
    assertThat(ProofKey.read(part(parts, 0))).isNotNull();
  }

  private static String part(String[] parts, int number) {
    return number < parts.length ? parts[number] : "";
  }
}

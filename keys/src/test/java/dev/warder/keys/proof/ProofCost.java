package dev.warder.keys.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Measures what a proof costs on one thread; not a test. Run it by hand: `java -cp
/// keys/target/test-classes:keys/target/classes dev.warder.keys.proof.ProofCost`
final class ProofCost {
  private static final int MESSAGES = 2_000;
  private static final int ROUNDS = 8;

  private ProofCost() {}

  public static void main(String[] args) {
    Signing owner = Signing.fresh();
    List<SignedMessage> messages = new ArrayList<>();
    byte[] base = new byte[300];
    byte[] signature = java.util.Base64.getDecoder().decode(owner.signature(base));
    for (int round = 0; round < ROUNDS; round++) {
      messages.clear();
      for (int i = 0; i < MESSAGES; i++) {
        String nonce = "%016d".formatted(round * MESSAGES + i);
        messages.add(
            owner.signed(Signing.get("/things/7?b=c"), Signing.COVERED, Signing.parameters(nonce)));
      }
      ProofVerifier verifier = Signing.verifier();
      long[] nanos = new long[MESSAGES];
      int proven = 0;
      for (int i = 0; i < MESSAGES; i++) {
        long begin = System.nanoTime();
        Proof proof = owner.verify(verifier, messages.get(i), Signing.NOW_MICROS);
        nanos[i] = System.nanoTime() - begin;
        proven += proof instanceof Proven ? 1 : 0;
      }
      long[] alone = new long[MESSAGES];
      for (int i = 0; i < MESSAGES; i++) {
        long begin = System.nanoTime();
        boolean right = owner.key().verifies(base, signature);
        alone[i] = System.nanoTime() - begin;
        proven += right ? 0 : 1;
      }
      long[] form = new long[MESSAGES];
      long[] replay = new long[MESSAGES];
      for (int i = 0; i < MESSAGES; i++) {
        long begin = System.nanoTime();
        if (verifier.claim(messages.get(i)) instanceof Claimed claimed
            && SignatureBase.of(messages.get(i), claimed.input())
                instanceof SignatureBase.Built.Text) {
          form[i] = System.nanoTime() - begin;
        }
        begin = System.nanoTime();
        Proof proof = owner.verify(verifier, messages.get(i), Signing.NOW_MICROS);
        replay[i] = System.nanoTime() - begin;
        proven += proof instanceof Proven ? 1 : 0;
      }
      System.out.println(
          "proven=%d %s %s %s %s"
              .formatted(
                  proven,
                  told("proof", nanos),
                  told("ed25519", alone),
                  told("form", form),
                  told("replay", replay)));
    }
  }

  private static String told(String what, long[] nanos) {
    Arrays.sort(nanos);
    return "%s_p50_us=%.1f %s_p99_us=%.1f"
        .formatted(what, nanos[MESSAGES / 2] / 1e3, what, nanos[MESSAGES * 99 / 100] / 1e3);
  }
}

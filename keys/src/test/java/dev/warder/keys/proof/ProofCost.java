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
      Arrays.sort(nanos);
      Arrays.sort(alone);
      System.out.printf(
          "proven=%d proof_p50_us=%.1f proof_p99_us=%.1f ed25519_p50_us=%.1f ed25519_p99_us=%.1f%n",
          proven,
          nanos[MESSAGES / 2] / 1e3,
          nanos[MESSAGES * 99 / 100] / 1e3,
          alone[MESSAGES / 2] / 1e3,
          alone[MESSAGES * 99 / 100] / 1e3);
    }
  }
}

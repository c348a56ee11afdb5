package dev.warder.keys.verify;

import dev.warder.keys.VerdictId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/// Draws ids of verdicts. Confined to one thread at a time.
///
/// Source SHA-256 of 32 secret random bytes and a counter: who knows all ids so far cannot tell the
/// next
final class VerdictIds {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int SEED_LENGTH = 32;
  private static final int RANDOM_LENGTH = 10;
  private static final int PER_DIGEST = 3;

  private final MessageDigest sha256 = sha256();
  private final byte[] seeded = new byte[SEED_LENGTH + Long.BYTES];
  private final byte[] digest = new byte[SEED_LENGTH];
  private long counter;
  private int used = PER_DIGEST;

  VerdictIds(SecureRandom random) {
    byte[] seed = new byte[SEED_LENGTH];
    random.nextBytes(seed);
    System.arraycopy(seed, 0, seeded, 0, SEED_LENGTH);
  }

  VerdictId next(long timeMicros) {
    if (used == PER_DIGEST) {
      refill();
    }
    int at = used++ * RANDOM_LENGTH;
    long first = ((digest[at] & 0xFFL) << 8) | (digest[at + 1] & 0xFFL);
    long millis = Math.max(0, timeMicros / 1_000) & ((1L << 48) - 1);
    return new VerdictId((millis << 16) | first, (long) LONGS.get(digest, at + 2));
  }

  private void refill() {
    LONGS.set(seeded, SEED_LENGTH, counter++);
    try {
      sha256.update(seeded);
      sha256.digest(digest, 0, digest.length);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes are enough for SHA-256", e);
    }
    used = 0;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.warder.keys.proof;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Remembers which nonces were used, for as long as their signatures would be taken. Safe for any
/// number of threads: each nonce belongs to one of 64 parts, each behind its own lock, which is
/// held for one look-up (and for a growing or clearing of at most some ten thousand entries).
///
/// Shape key id and nonce, hashed under a seed of this process -> 128 bits, kept in the table of
/// the *generation* in which the signature was created; a generation is as long as signatures are
/// taken, so that two of them hold all that may still come Bounds [Settings#capacity] nonces a
/// generation, of which one key gets [Settings#share]; 43 bytes each at the most, in two
/// generations; empty it takes next to nothing Errors full: refused and counted, never forgotten
/// early. Some keys (one in 256) share their count with one that floods it Guarantees no nonce of a
/// key is admitted twice, whatever the clock does: what is older than what is remembered is
/// refused. After a start, what was created before it, or at most the skew behind it, is refused,
/// since what ran before may have admitted it Does not guarantee anything across processes that run
/// side by side, each with a window of its own
public final class ReplayWindow {
  private static final int PARTS = 64;
  private static final int SEED_BYTES = 16;

  private final ReplayPart[] parts = new ReplayPart[PARTS];
  private final byte[] seed;
  private final int generationSeconds;
  private final long notBeforeSeconds;
  private final LongAdder admitted = new LongAdder();
  private final LongAdder replayed = new LongAdder();
  private final LongAdder full = new LongAdder();

  /// How much is remembered.
  ///
  /// @param capacity nonces in as many seconds as window and skew have together, about
  /// @param share how many of them one key may take, about
  public record Settings(int capacity, int share) {
    private static final int MAX_CAPACITY = 1 << 26;

    public Settings {
      if (capacity < PARTS || capacity > MAX_CAPACITY || share < PARTS || share > capacity) {
        throw new IllegalArgumentException(
            "capacity is %d and share is %d; they must be from %d to %d, and the share no larger"
                .formatted(capacity, share, PARTS, MAX_CAPACITY));
      }
    }

    /// Some 11,900 signed requests a second in a minute's window, an eighth of them by one key.
    public static Settings standard() {
      return new Settings(786_432, 98_304);
    }
  }

  private ReplayWindow(Settings settings, ProofRules rules, long startMicros, byte[] seed) {
    this.seed = seed;
    this.generationSeconds = rules.windowSeconds() + rules.skewSeconds() + 1;
    this.notBeforeSeconds =
        Math.floorDiv(startMicros, TimeUnit.SECONDS.toMicros(1)) + rules.skewSeconds() + 1;
    for (int i = 0; i < PARTS; i++) {
      parts[i] = new ReplayPart(settings.capacity() / PARTS, settings.share() / PARTS);
    }
  }

  /// An empty window.
  ///
  /// @param startMicros when this process began to take signatures; where something tells of a
  ///   later time at which one before it still did (the journal's last entry), that
  public static ReplayWindow open(Settings settings, ProofRules rules, long startMicros) {
    requireNonNull(settings, "settings is null");
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    return new ReplayWindow(settings, rules, startMicros, seed);
  }

  boolean covers(ProofRules rules) {
    return rules.windowSeconds() + rules.skewSeconds() + 1 <= generationSeconds;
  }

  /// Takes note of a nonce of a signature that was verified; null if it is the first time.
  @Nullable Refusal admit(String keyId, String nonce, long createdSeconds) {
    Refusal refusal = look(keyId, nonce, createdSeconds, Purpose.TAKE);
    if (refusal == null) {
      admitted.increment();
    }
    return refusal;
  }

  /// Why a nonce would not be admitted, so that a replay costs no look at its signature.
  @Nullable Refusal refusal(String keyId, String nonce, long createdSeconds) {
    return look(keyId, nonce, createdSeconds, Purpose.ASK);
  }

  private enum Purpose {
    ASK,
    TAKE
  }

  private @Nullable Refusal look(String keyId, String nonce, long createdSeconds, Purpose purpose) {
    if (createdSeconds < notBeforeSeconds) {
      return Refusal.NOT_REMEMBERED;
    }
    ByteBuffer hash = ByteBuffer.wrap(hash(keyId, nonce));
    long high = hash.getLong();
    long low = hash.getLong() | 1;
    int keySlot = ((keyId.hashCode() * 0x9e3779b9) ^ (seed[0] << 24)) >>> 24;
    ReplayPart part = parts[(int) (high >>> 58)];
    long generation = Math.floorDiv(createdSeconds, generationSeconds);
    Refusal refusal =
        purpose == Purpose.TAKE
            ? part.admit(generation, high, low, keySlot)
            : part.refusal(generation, high, low, keySlot);
    count(refusal);
    return refusal;
  }

  private void count(@Nullable Refusal refusal) {
    if (refusal == Refusal.REPLAYED) {
      replayed.increment();
    } else if (refusal == Refusal.WINDOW_FULL || refusal == Refusal.KEY_CROWDS) {
      full.increment();
    }
  }

  private byte[] hash(String keyId, String nonce) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(seed);
      digest.update(keyId.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(nonce.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// Nonces that were taken since the start.
  public long admitted() {
    return admitted.sum();
  }

  /// Requests refused because their nonce was taken before.
  public long replayed() {
    return replayed.sum();
  }

  /// Requests refused for want of room, in all or for their key.
  public long refusedForRoom() {
    return full.sum();
  }

  /// Bytes that the tables take now.
  public long sizeBytes() {
    long bytes = 0;
    for (ReplayPart part : parts) {
      bytes += part.sizeBytes();
    }
    return bytes;
  }
}

package dev.warder.keys.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.proof.ReplayWindow.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
  private static final long T = 1_795_000_000;

  @Test
  void nonceIsTakenOnce() {
    ReplayWindow window = Signing.window();
    assertThat(window.admit("k1", "n1", T)).isNull();
    assertThat(window.admit("k1", "n1", T)).isEqualTo(Refusal.REPLAYED);
    assertThat(window.admit("k2", "n1", T)).isNull();
    assertThat(window.admit("k1", "n2", T)).isNull();
    assertThat(window.admitted()).isEqualTo(3);
    assertThat(window.replayed()).isEqualTo(1);
  }

  @Test
  void whatMayHaveBeenTakenBeforeTheStartIsRefused() {
    long start = TimeUnit.SECONDS.toMicros(T) + 999_999;
    ReplayWindow window = ReplayWindow.open(Settings.standard(), ProofRules.standard(), start);
    assertThat(window.admit("k", "n", T - 1)).isEqualTo(Refusal.NOT_REMEMBERED);
    // Within the skew: the process before may have taken it for a clock that is ahead.
    assertThat(window.admit("k", "n", T + 5)).isEqualTo(Refusal.NOT_REMEMBERED);
    assertThat(window.admit("k", "n", T + 6)).isNull();
  }

  @Test
  void fullWindowRefusesAndForgetsNothing() {
    Settings small = new Settings(640, 640);
    ReplayWindow window = ReplayWindow.open(small, ProofRules.standard(), 0);
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Refusal refusal = window.admit("k" + i, "n" + i, T);
      if (refusal == null) {
        taken.add(String.valueOf(i));
      } else {
        assertThat(refusal).isEqualTo(Refusal.WINDOW_FULL);
      }
    }
    assertThat(taken).hasSize(640);
    assertThat(window.refusedForRoom()).isEqualTo(5_000 - 640);
    for (String i : taken) {
      assertThat(window.admit("k" + i, "n" + i, T)).isEqualTo(Refusal.REPLAYED);
    }
    assertThat(window.sizeBytes()).isLessThan(200_000);
    // Room comes with the next generation.
    assertThat(window.admit("k", "fresh", T + 140)).isNull();
  }

  @Test
  void oneKeyCannotTakeTheRoomOfAll() {
    ReplayWindow window = ReplayWindow.open(new Settings(6_400, 640), ProofRules.standard(), 0);
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      Refusal refusal = window.admit("flood", "n" + i, T);
      taken += refusal == null ? 1 : 0;
      assertThat(refusal).isIn(null, Refusal.KEY_CROWDS);
    }
    assertThat(taken).isEqualTo(640);
    int others = 0;
    for (int i = 0; i < 1_000; i++) {
      others += window.admit("key-" + i, "n" + i, T) == null ? 1 : 0;
    }
    assertThat(others).isGreaterThan(950);
  }

  /// Whatever the clock does: a set that forgets nothing is the model.
  @Test
  void noNonceIsTakenTwiceHoweverTimeMoves() {
    for (int seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      ReplayWindow window = Signing.window();
      Set<String> taken = new HashSet<>();
      long now = T;
      for (int i = 0; i < 4_000; i++) {
        now += random.nextInt(100) == 0 ? random.nextInt(-90_000, 90_000) : random.nextInt(3);
        long created = now - 60 + random.nextInt(66);
        String nonce = "n" + random.nextInt(300);
        String use = nonce + "@" + created;
        if (window.admit("k", use, created) == null) {
          assertThat(taken.add(use)).as("seed %d step %d", seed, i).isTrue();
        }
      }
      assertThat(taken).hasSizeGreaterThan(100);
    }
  }

  @Test
  void whileTimeMovesOnWhatIsFreshIsTaken() {
    Random random = new Random(7);
    ReplayWindow window = Signing.window();
    for (long now = T; now < T + 1_000; now++) {
      for (int i = 0; i < 20; i++) {
        long created = now - 60 + random.nextInt(66);
        String nonce = now + "-" + i;
        assertThat(window.admit("k", nonce, created)).isNull();
        assertThat(window.admit("k", nonce, created)).isEqualTo(Refusal.REPLAYED);
      }
    }
    assertThat(window.sizeBytes()).isLessThan(1_000_000);
  }

  @Test
  void ofManyThreadsWithOneNonceExactlyOneIsLetIn() throws Exception {
    ReplayWindow window = Signing.window();
    int nonces = 20_000;
    List<Callable<Integer>> racers = new ArrayList<>();
    for (int racer = 0; racer < 8; racer++) {
      int step = List.of(1, 3, 7, 9, 11, 13, 17, 19).get(racer);
      racers.add(() -> {
        int taken = 0;
        for (int i = 0; i < nonces; i++) {
          int nonce = (int) ((long) i * step % nonces);
          taken += window.admit("k" + nonce % 50, "n" + nonce, T) == null ? 1 : 0;
        }
        return taken;
      });
    }
    int taken = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> racer : threads.invokeAll(racers)) {
        taken += racer.get();
      }
    }
    assertThat(taken).isEqualTo(nonces);
    assertThat(window.admitted()).isEqualTo(nonces);
    assertThat(window.replayed()).isEqualTo(7L * nonces);
  }
}

package dev.warder.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.warder.engine.Engine;
import dev.warder.engine.Traffic;
import dev.warder.model.Activity;
import dev.warder.model.Times;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happened to a state, restoring it ends in words for people or not at all.
class StateDamageTest {
  private static final int HEAD = 10;
  private static final byte[] STATE = state();

  /// Calls of the days after.
  private static final List<Activity> MORE =
      MixedTraffic.of(7, 16, 8).stream()
          .filter(call -> call.timeMicros() > Traffic.START + 6 * Times.DAY)
          .toList();

  private static byte[] state() {
    Engine engine = Saved.engine();
    MixedTraffic.of(7, 16, 6).forEach(engine::accept);
    return Saved.bytes(engine);
  }

  @Test
  void everyTruncatedStateIsRefused() {
    for (int length = 0; length < STATE.length; length += length < 3_000 ? 1 : 211) {
      refuse(Arrays.copyOf(STATE, length));
    }
    refuse(Arrays.copyOf(STATE, STATE.length - 1));
  }

  @Test
  void whatFollowsTheEndIsRefused() {
    refuse(Arrays.copyOf(STATE, STATE.length + 1));
    byte[] twice = Arrays.copyOf(STATE, 2 * STATE.length);
    System.arraycopy(STATE, 0, twice, STATE.length, STATE.length);
    refuse(twice);
  }

  @Test
  void everyFlippedBitIsRefused() {
    Random random = new Random(11);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = STATE.clone();
      int at = i < 200 ? i : random.nextInt(damaged.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      refuse(damaged);
    }
  }

  @Test
  void anotherLayoutIsToldFromDamage() {
    byte[] newer = STATE.clone();
    newer[9]++;

    assertThatThrownBy(() -> Saved.restored(newer))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("layout version " + (StateLayout.VERSION + 1))
        .hasMessageContaining("the release that wrote it");
  }

  /// Somebody who writes checksums himself gets no further than an exception, or an engine that can
  /// go on.
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 25})
  void damageUnderRightChecksumsIsRefusedOrHarmless(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 1_500; i++) {
      byte[] payload = payload(STATE);
      int changes = 1 + random.nextInt(4);
      for (int change = 0; change < changes; change++) {
        int at = random.nextInt(random.nextBoolean() ? payload.length : 2_000);
        payload[at] = (byte) (random.nextBoolean() ? random.nextInt() : payload[at] + 1);
      }
      Throwable thrown = catchThrowable(() -> goOn(Saved.restored(framed(payload))));
      if (thrown != null) {
        assertThat(thrown).as("change %d of seed %d", i, seed).isInstanceOf(StateException.class);
      }
    }
  }

  private static void goOn(Engine engine) {
    MORE.forEach(engine::accept);
    engine.finish();
  }

  private static void refuse(byte[] damaged) {
    assertThatThrownBy(() -> Saved.restored(damaged)).isInstanceOf(StateException.class);
  }

  /// What the blocks of a state hold.
  static byte[] payload(byte[] state) {
    byte[] payload = new byte[state.length];
    int size = 0;
    int at = HEAD;
    for (int length = StateLayout.getInt(state, at);
        length > 0;
        length = StateLayout.getInt(state, at)) {
      System.arraycopy(state, at + 4, payload, size, length);
      size += length;
      at += length + 8;
    }
    return Arrays.copyOf(payload, size);
  }

  /// The same in blocks with right checksums.
  static byte[] framed(byte[] payload) {
    int blocks = payload.length / StateLayout.BLOCK_BYTES + 1;
    byte[] state = new byte[HEAD + payload.length + 8 * (blocks + 1)];
    System.arraycopy(StateLayout.magic(), 0, state, 0, 8);
    state[9] = StateLayout.VERSION;
    int at = HEAD;
    int number = 0;
    for (int from = 0; from < payload.length; from += StateLayout.BLOCK_BYTES) {
      int to = Math.min(payload.length, from + StateLayout.BLOCK_BYTES);
      at = block(state, at, number++, Arrays.copyOfRange(payload, from, to));
    }
    return Arrays.copyOf(state, block(state, at, number, new byte[0]));
  }

  private static int block(byte[] state, int at, int number, byte[] bytes) {
    StateLayout.putInt(state, at, bytes.length);
    System.arraycopy(bytes, 0, state, at + 4, bytes.length);
    StateLayout.putInt(
        state, at + 4 + bytes.length, StateLayout.checksum(number, bytes, bytes.length));
    return at + 8 + bytes.length;
  }
}

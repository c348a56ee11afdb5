package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapGoalTest {
  private static final long GIB = 1L << 30;

  @Test
  void goalHasRoomForWhatLivesAndIsNeverMoreThanTheHeapMayHave() {
    assertThat(HeapGoal.of(0, 12 * GIB)).isEqualTo(HeapGoal.LEAST);
    assertThat(HeapGoal.of(GIB, 12 * GIB)).isEqualTo(2 * GIB + HeapGoal.ROOM);
    assertThat(HeapGoal.of(8 * GIB, 12 * GIB)).isEqualTo(12 * GIB);
    assertThat(HeapGoal.of(0, GIB / 2)).isEqualTo(GIB / 2);
  }
}

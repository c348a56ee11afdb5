package dev.warder.keys.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.KeysException;
import dev.warder.model.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnsTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  private FutureTask<String> held(Turns turns) throws InterruptedException {
    FutureTask<String> task =
        new FutureTask<>(() ->
            turns.during(() -> {
              begun.countDown();
              await(over);
              return "first";
            }));
    Thread.ofVirtual().start(task);
    begun.await();
    return task;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertBusy(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .hasMessage(message)
        .isInstanceOfSatisfying(
            KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY));
  }

  @Test
  void whoFindsNoRoomToWaitIsRefusedAtOnceAndWhoWaitsHasItsTurn() throws Exception {
    Turns turns = new Turns("others are at it", 1, 1, LONG);
    FutureTask<String> first = held(turns);
    FutureTask<String> second = new FutureTask<>(() -> turns.during(() -> "second"));
    Thread waiting = Thread.ofPlatform().start(second);
    while (waiting.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    assertBusy(
        () -> turns.during(() -> "third"),
        "others are at it, and as many wait as may; ask again in a moment");

    over.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("second");
  }

  @Test
  void whoLosesPatienceIsRefusedAndLeavesItsPlace() throws Exception {
    Turns turns = new Turns("others are at it", 1, 1, Duration.ofMillis(1));
    FutureTask<String> first = held(turns);
    for (int i = 0; i < 5; i++) {
      assertBusy(() -> turns.during(() -> "late"), "others are at it; ask again in a moment");
    }
    over.countDown();
    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(turns.during(() -> "next")).isEqualTo("next");
  }

  @Test
  void workThatFailsGivesItsPlaceBack() throws Exception {
    Turns turns = new Turns("others are at it", 1, 0, LONG);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() ->
              turns.during(() -> {
                throw new KeysException(ErrorCode.NOT_FOUND, "nothing there");
              }))
          .hasMessage("nothing there");
    }
    assertThat(turns.during(() -> "next")).isEqualTo("next");
  }
}

package dev.warder.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.engine.Engine;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.Outcome;
import dev.warder.model.Source;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EngineLineTest {
  /// More than all queues of a line hold.
  private static final int MANY = 100_000;

  private static final Activity CALL =
      new Activity(
          1_790_000_000_000_000L,
          "a-1",
          "",
          Caller.ANONYMOUS,
          Source.UNKNOWN,
          Client.UNKNOWN,
          new Call("api.example", "GET", "/a", "", ""),
          Outcome.SUCCESS,
          0,
          0,
          0,
          List.of(),
          List.of(),
          "",
          List.of(),
          Map.of());

  private static void feed(Future<Engine> engine, int threads, int calls) {
    try (EngineLine line = EngineLine.of(engine, threads)) {
      for (int i = 0; i < calls; i++) {
        line.accept(CALL);
      }
      line.drain();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void engineThatCannotBeMadeEndsTheLineWithItsReason(int threads) {
    Future<Engine> engine =
        CompletableFuture.failedFuture(new IllegalArgumentException("content is broken"));

    assertThatThrownBy(() -> feed(engine, threads, MANY))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("content is broken");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void shortLogDoesNotHideThatTheEngineCannotBeMade(int threads) {
    Future<Engine> engine =
        CompletableFuture.failedFuture(new IllegalArgumentException("content is broken"));

    assertThatThrownBy(() -> feed(engine, threads, 1)).hasRootCauseMessage("content is broken");
  }

  @Test
  void readerThatWaitsAtAFullQueueIsLetGoWhenTheEngineFails() {
    CompletableFuture<Engine> engine = new CompletableFuture<>();
    Thread reader = Thread.currentThread();
    Thread.ofPlatform()
        .start(() -> {
          while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          engine.completeExceptionally(new IllegalArgumentException("content is broken"));
        });

    assertThatThrownBy(() -> feed(engine, 2, MANY)).hasRootCauseMessage("content is broken");
  }
}

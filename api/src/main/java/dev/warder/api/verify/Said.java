package dev.warder.api.verify;

import dev.warder.api.http.Answer;
import dev.warder.api.http.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Makes answers of verdicts, at once where they are there.
public final class Said {
  private Said() {}

  public static <V> Answer of(CompletionStage<V> verdict, Function<? super V, Reply> words) {
    CompletableFuture<V> future = verdict.toCompletableFuture();
    return future.isDone()
        ? words.apply(future.join())
        : new Answer.Later(verdict.thenApply(words));
  }
}

package dev.warder.server.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// What a start has opened so far. Confined to the thread that opens and closes it.
///
/// Guarantees all of it is closed in the opposite order, whatever fails meanwhile, unless somebody
/// took it over
final class Opened implements AutoCloseable {
  private final Deque<Runnable> closing = new ArrayDeque<>();

  /// Adds what was opened last.
  <T> T add(T one, Consumer<T> close) {
    closing.push(() -> close.accept(one));
    return one;
  }

  /// All of it, for whoever closes it from now on.
  Opened taken() {
    Opened other = new Opened();
    other.closing.addAll(closing);
    closing.clear();
    return other;
  }

  @Override
  public void close() {
    Runnable last = closing.poll();
    if (last != null) {
      try {
        last.run();
      } finally {
        close();
      }
    }
  }
}

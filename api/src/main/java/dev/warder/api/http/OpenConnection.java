package dev.warder.api.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

/// A connection, and until when it has to bring a whole head. Whoever sends one octet now and then
/// is not silent, but holds it like who is. Confined to the event loop of the connection.
///
/// Bounds one timer, however many requests come
final class OpenConnection {
  private static final long NO_TIMER = -1;
  private static final long NEVER = Long.MAX_VALUE;

  private final Vertx vertx;
  private final HttpConnection connection;
  private final DoorSettings.Bounds bounds;
  private long timer = NO_TIMER;
  private long timerNanos;
  private long deadlineNanos;
  private int running;

  OpenConnection(Vertx vertx, HttpConnection connection, DoorSettings.Bounds bounds) {
    this.vertx = vertx;
    this.connection = connection;
    this.bounds = bounds;
    expect(bounds.arrival().toNanos());
  }

  /// A head has arrived.
  void begun(HttpServerRequest request) {
    running++;
    deadlineNanos = NEVER;
    request.response().endHandler(nothing -> answered());
  }

  private void answered() {
    running--;
    if (running == 0) {
      expect(bounds.idle().toNanos());
    }
  }

  void closed() {
    vertx.cancelTimer(timer);
  }

  private void expect(long withinNanos) {
    deadlineNanos = System.nanoTime() + withinNanos;
    if (timer == NO_TIMER) {
      arm(withinNanos);
    } else if (deadlineNanos - timerNanos < 0) {
      vertx.cancelTimer(timer);
      arm(withinNanos);
    }
  }

  private void arm(long nanos) {
    timerNanos = System.nanoTime() + nanos;
    timer = vertx.setTimer(Math.max(1, nanos / 1_000_000), id -> look());
  }

  private void look() {
    timer = NO_TIMER;
    if (deadlineNanos == NEVER) {
      return;
    }
    long left = deadlineNanos - System.nanoTime();
    if (left > 0) {
      arm(left);
    } else {
      connection.close();
    }
  }
}

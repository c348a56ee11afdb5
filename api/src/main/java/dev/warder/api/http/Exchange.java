package dev.warder.api.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/// One request and its one reply. Confined to the event loop of its connection.
///
/// Guarantees of all that try to answer the first does; the others change nothing
final class Exchange {
  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final DoorMeters meters;
  private final String route;
  private final long startNanos = System.nanoTime();
  private long timer = NO_TIMER;
  private boolean arrived;
  private boolean answered;

  Exchange(Vertx vertx, HttpServerRequest request, DoorMeters meters, String route) {
    this.vertx = vertx;
    this.request = request;
    this.meters = meters;
    this.route = route;
  }

  HttpServerRequest request() {
    return request;
  }

  String route() {
    return route;
  }

  boolean isAnswered() {
    return answered;
  }

  /// What the caller says of its body's length, -1 if nothing or nonsense.
  long declaredLength() {
    String text = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (text == null || text.isEmpty() || text.length() > 18) {
      return text == null || text.isEmpty() ? -1 : Long.MAX_VALUE;
    }
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      length = 10 * length + digit;
    }
    return length;
  }

  /// Gives up on a body that does not come.
  void limitArrival(Duration most) {
    timer =
        vertx.setTimer(
            most.toMillis(),
            id ->
                answerAndClose(
                    Problem.of(ProblemCode.TIMEOUT, "The request did not arrive in time.")
                        .reply()));
  }

  void arrived() {
    arrived = true;
    cancelTimer();
  }

  /// Gives up on an answer that does not come.
  void limitAnswer(Duration most) {
    timer =
        vertx.setTimer(
            most.toMillis(),
            id ->
                answer(
                    Problem.of(
                            ProblemCode.TIMEOUT,
                            "What was asked may still happen. Ask again with the same"
                                + " Idempotency-Key, or look at the key.")
                        .reply()));
  }

  /// Nobody is there any more to be answered.
  void abandon() {
    cancelTimer();
    answered = true;
  }

  void answer(Reply reply) {
    if (answered) {
      return;
    }
    answered = true;
    cancelTimer();
    meters.answered(route, method(), reply.status(), System.nanoTime() - startNanos);
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    response.setStatusCode(reply.status());
    if (reply.headers().stream().noneMatch(header -> header.name().equals("cache-control"))) {
      response.putHeader("cache-control", "no-store");
    }
    response.putHeader("x-content-type-options", "nosniff");
    reply.headers().forEach(header -> response.headers().add(header.name(), header.value()));
    if (reply.body().length == 0) {
      response.end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, reply.mediaType());
      response.end(Buffer.buffer(reply.body()));
    }
  }

  /// Answers a request whose body nobody will read: a small rest is thrown away as it comes, and
  /// what says it is large is cut off.
  void answerUnread(Reply reply) {
    if (declaredLength() > 1 << 16 || (declaredLength() < 0 && isChunked())) {
      answerAndClose(reply);
      return;
    }
    request.handler(part -> {});
    answer(reply);
  }

  void answerAndClose(Reply reply) {
    if (answered) {
      return;
    }
    if (request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader(HttpHeaders.CONNECTION, "close");
    }
    answer(reply);
    if (!arrived && request.version() != HttpVersion.HTTP_2 && !request.isEnded()) {
      request.connection().close();
    }
  }

  private boolean isChunked() {
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  /// Methods are the caller's own words: only those of the standard become a label.
  private String method() {
    return switch (request.method().name()) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> request.method().name();
      default -> "other";
    };
  }

  private void cancelTimer() {
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }
}

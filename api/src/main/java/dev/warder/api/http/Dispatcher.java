package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a request in, finds its route, recognises the caller, and has it answered. Every request
/// gets exactly one reply.
///
/// Guarantees the caller is recognised before a byte of the body is read, and nothing is answered
/// on a route that is not open to it
public final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final String NO_ROUTE = "none";

  private final Vertx vertx;
  private final Router router;
  private final Authenticator authenticator;
  private final DoorSettings.Bounds bounds;
  private final DoorMeters meters;
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean draining;

  public Dispatcher(
      Vertx vertx,
      Router router,
      Authenticator authenticator,
      DoorSettings.Bounds bounds,
      DoorMeters meters) {
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.router = requireNonNull(router, "router is null");
    this.authenticator = requireNonNull(authenticator, "authenticator is null");
    this.bounds = requireNonNull(bounds, "bounds is null");
    this.meters = requireNonNull(meters, "meters is null");
  }

  /// Requests that wait for the disk.
  public int running() {
    return running.get();
  }

  /// Whether nothing new is taken any more.
  public boolean isDraining() {
    return draining;
  }

  void drain() {
    draining = true;
  }

  /// Answers what the decoder could not make a request of.
  void refuseInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ProblemCode code =
        switch (cause) {
          case TooLongHttpLineException line -> ProblemCode.TARGET_TOO_LONG;
          case TooLongFrameException headers -> ProblemCode.HEADERS_TOO_LARGE;
          case null, default -> ProblemCode.INVALID_REQUEST;
        };
    Exchange exchange = new Exchange(vertx, request, meters, NO_ROUTE);
    exchange.answerAndClose(Problem.of(code, "").reply());
  }

  void take(HttpServerRequest request) {
    String path = request.path() == null ? "" : request.path();
    String method = request.method().name();
    Optional<Router.Match> match =
        !path.startsWith("/") ? Optional.empty() : router.find(method, path);
    Exchange exchange =
        new Exchange(vertx, request, meters, match.map(m -> m.route().template()).orElse(NO_ROUTE));
    if (draining) {
      exchange.answerAndClose(
          Problem.of(ProblemCode.STOPPING, "Ask another node, or again later.").reply());
      return;
    }
    try {
      if (match.isEmpty()) {
        throw unrouted(path);
      }
      Call call = call(request, path, match.get());
      Route route = match.get().route();
      Caller caller = authenticator.authenticate(call, route);
      receive(exchange, route, call.by(caller));
    } catch (ProblemException e) {
      exchange.answerUnread(e.problem().reply());
    } catch (RuntimeException e) {
      exchange.answerUnread(bug(e, exchange.route()));
    }
  }

  private ProblemException unrouted(String path) {
    List<String> methods = path.startsWith("/") ? router.methods(path) : List.of();
    return methods.isEmpty()
        ? new ProblemException(
            ProblemCode.NOT_FOUND, "No such route. /openapi.json lists those there are.")
        : new ProblemException(
            ProblemCode.METHOD_NOT_ALLOWED, "Here there is " + String.join(", ", methods) + ".");
  }

  private static Call call(HttpServerRequest request, String path, Router.Match match)
      throws ProblemException {
    String query = request.query() == null ? "" : request.query();
    // Behind an open end stands somebody else's query, not ours.
    boolean open = match.route().template().endsWith("/**");
    Map<String, String> parameters = match.parameters();
    String peer = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    return Call.of(
        request.method().name(),
        path,
        parameters,
        query,
        open ? Map.of() : QueryText.read(query),
        new Sent(request.headers()),
        peer == null ? "" : peer);
  }

  private void receive(Exchange exchange, Route route, Call call) throws ProblemException {
    if (exchange.declaredLength() > bounds.bodyBytes()) {
      throw tooLarge();
    }
    exchange.limitArrival(bounds.arrival());
    Buffer body = Buffer.buffer();
    HttpServerRequest request = exchange.request();
    request.handler(part -> {
      if (exchange.isAnswered()) {
        return;
      }
      if (body.length() + part.length() > bounds.bodyBytes()) {
        exchange.answerAndClose(tooLarge().problem().reply());
        return;
      }
      body.appendBuffer(part);
    });
    request.endHandler(nothing -> {
      exchange.arrived();
      if (!exchange.isAnswered()) {
        answer(exchange, route, call.withBody(body.getBytes()));
      }
    });
    request.exceptionHandler(gone -> exchange.abandon());
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        ProblemCode.BODY_TOO_LARGE, "At most " + bounds.bodyBytes() + " bytes are taken.");
  }

  private void answer(Exchange exchange, Route route, Call call) {
    if (route.runs() == Route.Runs.AT_ONCE) {
      switch (said(route, call)) {
        case Reply reply -> exchange.answer(reply);
        case Answer.Later later -> answerLater(exchange, later);
      }
      return;
    }
    if (running.incrementAndGet() > bounds.running()) {
      running.decrementAndGet();
      exchange.answer(
          Problem.of(ProblemCode.OVERLOADED, "Too many requests wait for the disk. Try again.")
              .reply());
      return;
    }
    exchange.limitAnswer(bounds.answer());
    Context context = vertx.getOrCreateContext();
    Thread.ofVirtual()
        .name("warder-call")
        .start(() -> {
          Reply reply;
          try {
            reply = reply(route, call);
          } finally {
            running.decrementAndGet();
          }
          context.runOnContext(nothing -> exchange.answer(reply));
        });
  }

  private void answerLater(Exchange exchange, Answer.Later later) {
    exchange.limitAnswer(bounds.answer());
    Context context = vertx.getOrCreateContext();
    var _ =
        later
            .reply()
            .whenComplete((reply, failure) -> {
              Reply said =
                  failure == null
                      ? reply
                      : bug(new IllegalStateException("a reply failed", failure), exchange.route());
              context.runOnContext(nothing -> exchange.answer(said));
            });
  }

  private static Reply reply(Route route, Call call) {
    return switch (said(route, call)) {
      case Reply reply -> reply;
      case Answer.Later later -> later.reply().toCompletableFuture().join();
    };
  }

  private static Answer said(Route route, Call call) {
    try {
      return route.endpoint().answer(call);
    } catch (ProblemException e) {
      return e.problem().reply();
    } catch (RuntimeException e) {
      return bug(e, route.template());
    }
  }

  /// The outer edge: a fault is logged once, with where and not with what.
  private static Reply bug(RuntimeException fault, String route) {
    StackTraceElement[] trace = fault.getStackTrace();
    LOG.atError()
        .addKeyValue("http.route", route)
        .addKeyValue("error.type", fault.getClass().getName())
        .addKeyValue("at", trace.length == 0 ? "" : trace[0].toString())
        .log("fault while answering");
    return Problem.of(ProblemCode.BUG, "Nothing in the request is to blame. Please report it.")
        .reply();
  }

  /// Headers as Vert.x has them.
  private record Sent(MultiMap headers) implements Call.Headers {
    @Override
    public List<String> all(String name) {
      return headers.getAll(name);
    }

    @Override
    public List<Map.Entry<String, String>> lines() {
      return headers.entries();
    }
  }
}

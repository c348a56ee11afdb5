package dev.warder.server.serve;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/// An API as they are, on Vert.x: what clients of all kinds ask a server for, and streams that are
/// generated as they are read.
final class RealApi implements AutoCloseable {
  static final String DOCUMENT = "0123456789".repeat(100);
  static final String TAG = "\"v1\"";

  private static final String PAGE =
      """
      <!doctype html>
      <meta charset="utf-8"><title>a page</title><link rel="icon" href="data:,">
      <script>
        const told = [];
        const key = new URLSearchParams(location.search).get('api_key');
        const events = new EventSource('/events?api_key=' + key);
        events.onmessage = e => told.push('event:' + e.data);
        events.onerror = () => told.push('events over');
        const socket = new WebSocket(
          location.origin.replace('http', 'ws') + '/ws?api_key=' + key);
        socket.onopen = () => { for (let i = 1; i <= 5; i++) socket.send('word ' + i); };
        socket.onmessage = m => told.push('socket:' + m.data);
        socket.onclose = c => told.push('socket over ' + c.code);
      </script>
      """;

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  /// Answers and WebSockets that go on until somebody ends them.
  private final Set<HttpServerResponse> listeners = ConcurrentHashMap.newKeySet();

  private final Set<ServerWebSocket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<HttpServerRequest> paused = ConcurrentHashMap.newKeySet();
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> arrived = new ConcurrentHashMap<>();
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  private RealApi(int port) throws Exception {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setHandle100ContinueAutomatically(true)
                    .setIdleTimeout(0))
            .requestHandler(this::take)
            .webSocketHandler(this::echo)
            .connectionHandler(this::entered)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
  }

  static RealApi start() throws Exception {
    return new RealApi(0);
  }

  /// One that listens where another did.
  static RealApi at(int port) throws Exception {
    return new RealApi(port);
  }

  int port() {
    return server.actualPort();
  }

  /// Calls that reached it.
  long calls() {
    return calls.get();
  }

  /// Octets of generated answers that were handed to sockets, or wait to be.
  long sent() {
    return sent.get();
  }

  /// Octets of summed bodies that came.
  long received() {
    return received.get();
  }

  /// Streams of events and WebSockets that are open.
  int listeners() {
    return listeners.size() + sockets.size();
  }

  /// Tells all who listen.
  void push(String text) {
    listeners.forEach(listener -> listener.write("data: " + text + "\n\n"));
    sockets.forEach(socket -> socket.writeTextMessage(text));
  }

  /// Reads on where nothing was read.
  void release() {
    paused.forEach(HttpServerRequest::resume);
    paused.clear();
  }

  private void entered(HttpConnection connection) {
    connections.add(connection);
    connection.closeHandler(_ -> connections.remove(connection));
  }

  /// Ends all connections, whatever is on them, and takes new ones.
  void hangUp() {
    connections.forEach(HttpConnection::close);
  }

  private void take(HttpServerRequest request) {
    calls.incrementAndGet();
    switch (String.valueOf(request.path())) {
      case "/hello" -> hello(request);
      case "/echo" -> repeat(request);
      case "/sum" -> sum(request);
      case "/none" -> request.response().setStatusCode(204).end();
      case "/range" -> range(request);
      case "/trailers" -> trailers(request);
      case "/moved" ->
          request.response().setStatusCode(302).putHeader("location", "/hello").end("over there");
      case "/early" -> early(request);
      case "/stream" -> stream(request);
      case "/events" -> events(request);
      case "/once" -> once(request);
      case "/silent" -> request.resume();
      case "/page" -> page(request);
      default -> request.response().setStatusCode(404).end("nothing here\n");
    }
  }

  private static void hello(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader("set-cookie", "a=1; Path=/").headers().add("set-cookie", "b=2");
    response
        .putHeader("content-type", "text/plain; charset=utf-8")
        .putHeader("x-tenant", said(request, "x-warder-tenant"))
        .putHeader("x-credential", said(request, "authorization") + said(request, "x-api-key"))
        .end("hello, " + request.uri() + "\n");
  }

  private static String said(HttpServerRequest request, String header) {
    String value = request.getHeader(header);
    return value == null ? "" : value;
  }

  /// Says what it was sent, and how.
  private static void repeat(HttpServerRequest request) {
    String told = said(request, "content-length");
    request.bodyHandler(body ->
        request
            .response()
            .putHeader("x-method", request.method().name())
            .putHeader("x-framing", said(request, "transfer-encoding").isEmpty() ? told : "chunked")
            .putHeader("x-type", said(request, "content-type"))
            .end(body));
  }

  private void sum(HttpServerRequest request) {
    CRC32C sum = new CRC32C();
    long[] octets = new long[1];
    if ("slow".equals(request.query())) {
      request.pause();
      paused.add(request);
    }
    request.handler(part -> {
      octets[0] += part.length();
      received.addAndGet(part.length());
      sum.update(part.getBytes());
    });
    request.endHandler(_ -> request.response().end(words(octets[0], sum)));
  }

  static String words(long octets, CRC32C sum) {
    return octets + " " + Long.toHexString(sum.getValue());
  }

  private static void range(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader("accept-ranges", "bytes").putHeader("etag", TAG);
    String range = said(request, "range");
    if (said(request, "if-none-match").equals(TAG)) {
      response.setStatusCode(304).end();
    } else if (range.startsWith("bytes=")) {
      int dash = range.indexOf('-');
      int from = Integer.parseInt(range.substring(6, dash));
      int to = Integer.parseInt(range.substring(dash + 1));
      response
          .setStatusCode(206)
          .putHeader("content-range", "bytes " + from + "-" + to + "/" + DOCUMENT.length())
          .end(DOCUMENT.substring(from, to + 1));
    } else if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("content-length", "" + DOCUMENT.length()).end();
    } else {
      response.end(DOCUMENT);
    }
  }

  private static void trailers(HttpServerRequest request) {
    HttpServerResponse response = request.response().setChunked(true);
    response.putHeader("trailer", "x-sum");
    response.write("one\n");
    response.write("two\n");
    response.putTrailer("x-sum", "8");
    response.end();
  }

  /// Answers before the body is there.
  private static void early(HttpServerRequest request) {
    request.response().setStatusCode(413).end("too much\n");
  }

  /// As many octets as asked for, made as fast as they are taken.
  private void stream(HttpServerRequest request) {
    long octets = Long.parseLong(request.getParam("octets"));
    HttpServerResponse response = request.response();
    response.putHeader("content-type", "application/octet-stream");
    if (request.getParam("chunked") == null) {
      response.putHeader("content-length", Long.toString(octets));
    } else {
      response.setChunked(true);
    }
    Buffer block = Buffer.buffer(Blocks.BLOCK);
    long[] left = {octets};
    Runnable fill =
        () -> {
          while (left[0] > 0 && !response.writeQueueFull()) {
            int length = (int) Math.min(left[0], block.length());
            left[0] -= length;
            sent.addAndGet(length);
            response.write(length == block.length() ? block : block.slice(0, length));
          }
          if (left[0] == 0) {
            left[0] = -1;
            response.end();
          }
        };
    response.drainHandler(_ -> fill.run());
    fill.run();
  }

  private void once(HttpServerRequest request) {
    arrived.merge(String.valueOf(request.getParam("n")), 1, Integer::sum);
    // Not at once, so that whoever hangs up meets calls that arrived and were not answered.
    vertx.setTimer(
        5,
        _ -> {
          if (!request.response().closed()) {
            request.response().end("noted\n");
          }
        });
  }

  /// How often a numbered call arrived.
  int times(int number) {
    return arrived.getOrDefault(Integer.toString(number), 0);
  }

  private void events(HttpServerRequest request) {
    HttpServerResponse response = request.response().setChunked(true);
    response.putHeader("content-type", "text/event-stream").putHeader("cache-control", "no-store");
    response.closeHandler(_ -> listeners.remove(response));
    response.write("retry: 100\n\n");
    for (int i = 1; i <= 5; i++) {
      response.write("id: " + i + "\ndata: event " + i + "\n\n");
    }
    listeners.add(response);
  }

  private void echo(ServerWebSocket socket) {
    calls.incrementAndGet();
    sockets.add(socket);
    socket.closeHandler(_ -> sockets.remove(socket));
    socket.textMessageHandler(text -> socket.writeTextMessage(text.toUpperCase(Locale.ROOT)));
  }

  private static void page(HttpServerRequest request) {
    request.response().putHeader("content-type", "text/html; charset=utf-8").end(PAGE);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Listens for HTTP/1.1 and HTTP/2, with or without TLS, and has each request answered by its
/// route. One event loop for each listener; what may wait runs on virtual threads.
///
/// Bounds as in [DoorSettings.Bounds]; what is beyond them is refused or closed, never queued. A
/// connection may go without a whole request for as long as it may be silent, its first one for as
/// long as a request may take to arrive
///
/// Guarantees [#stop] takes nothing new, lets finish what runs, within its time
public final class HttpDoor {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final int START_SECONDS = 10;

  /// The error code of HTTP/2 for a stream that is not needed any longer.
  private static final long CANCEL = 8;

  private final Vertx vertx;
  private final DoorSettings settings;
  private final Dispatcher dispatcher;
  private final Optional<Handler<HttpServerRequest>> grpc;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private volatile int port;

  /// @param grpc what takes requests that are gRPC, if any does
  public HttpDoor(
      Vertx vertx,
      DoorSettings settings,
      Dispatcher dispatcher,
      Optional<Handler<HttpServerRequest>> grpc) {
    this.vertx = requireNonNull(vertx, "vertx is null");
    this.settings = requireNonNull(settings, "settings is null");
    this.dispatcher = requireNonNull(dispatcher, "dispatcher is null");
    this.grpc = grpc;
  }

  /// Begins to listen.
  ///
  /// @param loops event loops that share the work
  /// @throws DoorException if it cannot
  public void start(int loops) throws DoorException {
    listen(loops);
    port = servers.getFirst().actualPort();
  }

  private void listen(int instances) throws DoorException {
    try {
      vertx
          .deployVerticle(Listener::new, new DeploymentOptions().setInstances(instances))
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw DoorException.listening(settings, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DoorException.listening(settings, e);
    }
  }

  /// One server on one event loop.
  private final class Listener extends VerticleBase {
    private final IdentityHashMap<HttpConnection, OpenConnection> open = new IdentityHashMap<>();

    @Override
    public Future<?> start() {
      HttpServer server = vertx.createHttpServer(options());
      server.requestHandler(this::take);
      server.invalidRequestHandler(dispatcher::refuseInvalid);
      server.connectionHandler(this::enter);
      servers.add(server);
      return server.listen(
          settings.port() == 0
              ? SocketAddress.sharedRandomPort(1, settings.host())
              : SocketAddress.inetSocketAddress(settings.port(), settings.host()));
    }

    private void enter(HttpConnection connection) {
      FirstHead.hasCome(connection);
      OpenConnection entered = new OpenConnection(vertx, connection, settings.bounds());
      open.put(connection, entered);
      connection.closeHandler(nothing -> {
        open.remove(connection);
        entered.closed();
      });
    }

    private void take(HttpServerRequest request) {
      OpenConnection connection = open.get(request.connection());
      if (connection != null) {
        connection.begun(request);
      }
      String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
      if (grpc.isPresent() && type != null && type.startsWith("application/grpc")) {
        limitArrival(request);
        grpc.get().handle(request);
        return;
      }
      dispatcher.take(request);
    }

    /// Gives up on a message that does not come.
    private void limitArrival(HttpServerRequest request) {
      long timer =
          vertx.setTimer(
              settings.bounds().arrival().toMillis(), id -> request.response().reset(CANCEL));
      request.end().onComplete(arrived -> vertx.cancelTimer(timer));
    }
  }

  /// The port that is listened on.
  public int port() {
    return port;
  }

  /// Reads certificate and key again; connections that are open keep what they have.
  ///
  /// @throws DoorException if the files cannot be used; the old ones go on being used
  public void reload() throws DoorException {
    for (HttpServer server : servers) {
      try {
        server
            .updateSSLOptions(options().getSslOptions(), true)
            .toCompletionStage()
            .toCompletableFuture()
            .get(START_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw DoorException.listening(settings, e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Takes nothing more and waits until what runs is answered, but not longer than told.
  public void stop(Duration most) {
    dispatcher.drain();
    for (HttpServer server : servers) {
      try {
        server
            .shutdown(most.toMillis(), TimeUnit.MILLISECONDS)
            .toCompletionStage()
            .toCompletableFuture()
            .get(most.toMillis() + 1_000, TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        LOG.atWarn().addKeyValue("listener", settings.host()).log("did not stop in time");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private HttpServerOptions options() {
    DoorSettings.Bounds bounds = settings.bounds();
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxHeaderSize(bounds.headerBytes())
            .setMaxInitialLineLength(bounds.headerBytes())
            .setMaxChunkSize(64 << 10)
            .setIdleTimeout((int) Math.max(1, bounds.idle().toSeconds()))
            .setHandle100ContinueAutomatically(true)
            .setHttp2ClearTextEnabled(true)
            .setHttp2RstFloodMaxRstFramePerWindow(200)
            .setDecompressionSupported(false)
            .setTcpNoDelay(true);
    options
        .getInitialSettings()
        .setMaxConcurrentStreams(256)
        .setMaxHeaderListSize(bounds.headerBytes());
    settings
        .tls()
        .ifPresent(tls ->
            options
                .setSsl(true)
                .setUseAlpn(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3", "TLSv1.2"))
                .setSslHandshakeTimeout(bounds.arrival().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString())));
    return options;
  }
}

package dev.warder.demo.platform;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.warder.demo.clock.Timeline;
import dev.warder.demo.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A directory-as-a-service: an HTTP server on loopback, its state in memory.
///
/// It believes what the gate says of callers and nothing else: a call without an identity gets 401,
/// one with it acts on the organization of that identity. Keys of the staff may act on any, which
/// `x-org-id` names.
///
/// Bounds bodies of at most 1 MiB
public final class Platform implements AutoCloseable {
  /// The platform's own people.
  public static final String STAFF = "orgdir";

  private static final int MOST_BODY = 1 << 20;

  private final HttpServer server;
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final Timeline clock;
  private final Workshop workshop;
  private final List<Route> routes;
  private final Map<String, Organization> organizations = new ConcurrentHashMap<>();

  private Platform(HttpServer server, Timeline clock, Issuer issuer, Workshop.Asks asks) {
    this.server = server;
    this.clock = clock;
    workshop = new Workshop(clock, issuer, asks);
    routes =
        new Routes(issuer, workshop, () -> organizations.keySet().stream().sorted().toList()).all();
  }

  /// Opens it on a free port of loopback.
  public static Platform open(Timeline clock, Issuer issuer, Workshop.Asks asks)
      throws IOException {
    requireNonNull(clock, "clock is null");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    Platform platform = new Platform(server, clock, issuer, asks);
    server.setExecutor(platform.handlers);
    server.createContext("/", platform::handle);
    server.start();
    return platform;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public void add(Organization organization) {
    organizations.put(organization.name(), organization);
  }

  /// An organization by its name.
  public Optional<Organization> organization(String name) {
    return Optional.ofNullable(organizations.get(name));
  }

  /// What was run on devices, and what is to be.
  public List<Work> work() {
    return workshop.all();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply;
      try {
        reply = reply(exchange);
      } catch (IOException e) {
        reply = Reply.problem(502, "The issuer of keys does not answer");
      }
      byte[] body = reply.status() == 204 ? new byte[0] : Json.octets(reply.body());
      exchange.getResponseHeaders().set("content-type", "application/json");
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        try (OutputStream out = exchange.getResponseBody()) {
          out.write(body);
        }
      }
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(MOST_BODY + 1);
    }
    Identity by = Identity.read(exchange.getRequestHeaders());
    if (by == null) {
      return Reply.problem(401, "Unauthorized");
    }
    if (body.length > MOST_BODY) {
      return Reply.problem(413, "Payload Too Large");
    }
    Organization organization = organization(by, exchange);
    if (organization == null) {
      return Reply.problem(403, "Forbidden");
    }
    String path = exchange.getRequestURI().getRawPath();
    for (Route route : routes) {
      List<String> ids =
          route.method().equals(exchange.getRequestMethod()) ? route.ids(path) : null;
      if (ids != null) {
        return route
            .handler()
            .handle(
                new Call(
                    by,
                    organization,
                    ids,
                    query(exchange.getRequestURI()),
                    Json.read(body),
                    clock.instant()));
      }
    }
    return Reply.NOT_FOUND;
  }

  private @Nullable Organization organization(Identity by, HttpExchange exchange) {
    String named = exchange.getRequestHeaders().getFirst("x-org-id");
    if (named == null || named.equals(by.tenant())) {
      return organizations.get(by.tenant());
    }
    return by.tenant().equals(STAFF) ? organizations.get(named) : null;
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    String raw = uri.getRawQuery();
    if (raw != null) {
      for (String part : raw.split("&", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          parameters.put(
              part.substring(0, equals),
              URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return parameters;
  }

  @Override
  public void close() {
    server.stop(0);
    handlers.close();
  }
}

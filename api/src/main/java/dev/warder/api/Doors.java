package dev.warder.api;

import static java.util.Objects.requireNonNull;

import dev.warder.api.access.KeyAuthenticator;
import dev.warder.api.approvals.ApprovalRoutes;
import dev.warder.api.authorize.EnvoyDoor;
import dev.warder.api.authorize.ProxyRoutes;
import dev.warder.api.authorize.ProxySettings;
import dev.warder.api.forgettings.ForgettingRoutes;
import dev.warder.api.http.Dispatcher;
import dev.warder.api.http.DoorException;
import dev.warder.api.http.DoorMeters;
import dev.warder.api.http.DoorSettings;
import dev.warder.api.http.Entrance;
import dev.warder.api.http.HttpDoor;
import dev.warder.api.http.PeerList;
import dev.warder.api.http.Route;
import dev.warder.api.http.Router;
import dev.warder.api.identity.IdentityRoutes;
import dev.warder.api.identity.PublishedKeys;
import dev.warder.api.imports.ImportRoutes;
import dev.warder.api.incidents.IncidentRoutes;
import dev.warder.api.incidents.Incidents;
import dev.warder.api.invalidations.InvalidationRoutes;
import dev.warder.api.keys.KeyRoutes;
import dev.warder.api.leaks.LeakRoutes;
import dev.warder.api.scopes.ScopeSetRoutes;
import dev.warder.api.state.StateRoutes;
import dev.warder.api.verdicts.VerdictRoutes;
import dev.warder.api.verify.Judge;
import dev.warder.api.verify.OtherCallers;
import dev.warder.api.verify.VerifyRoutes;
import dev.warder.api.wire.Share;
import dev.warder.api.wire.Sources;
import dev.warder.keys.Keys;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// All doors over one [Keys], open from [#open] to [#close]. Owns its event loops; the keys are its
/// opener's.
public final class Doors implements AutoCloseable {
  private final Vertx vertx;
  private final HttpDoor door;
  private final Transport transport;
  private final Duration stop;
  private final DoorMeters meters;

  private Doors(Vertx vertx, HttpDoor door, Transport transport, Duration stop, DoorMeters meters) {
    this.vertx = vertx;
    this.door = door;
    this.transport = transport;
    this.stop = stop;
    this.meters = meters;
  }

  /// Whom the doors ask.
  ///
  /// @param others who decides about callers of a platform's API that show no key
  /// @param incidents what is known of incidents
  /// @param sources tells where an address is
  /// @param published public keys of this installation
  public record Company(
      Keys keys,
      OtherCallers others,
      Incidents incidents,
      Sources sources,
      PublishedKeys published) {
    public Company {
      requireNonNull(keys, "keys is null");
      requireNonNull(others, "others is null");
      requireNonNull(incidents, "incidents is null");
      requireNonNull(sources, "sources is null");
      requireNonNull(published, "published is null");
    }
  }

  /// Opens the doors of an installation that signs nothing.
  ///
  /// @param incidents what is known of incidents
  /// @param sources tells where an address is
  /// @throws DoorException if the address cannot be listened on, or the certificate not be used
  public static Doors open(
      Keys keys, Incidents incidents, Settings settings, Sources sources, InstantSource clock)
      throws DoorException {
    return open(
        new Company(keys, OtherCallers.NONE, incidents, sources, PublishedKeys.NONE),
        settings,
        clock);
  }

  /// Opens the doors.
  ///
  /// @throws DoorException if the address cannot be listened on, or the certificate not be used
  public static Doors open(Company company, Settings settings, InstantSource clock)
      throws DoorException {
    DoorMeters meters = new DoorMeters();
    Judge judge = new Judge(company.keys(), company.others(), company.sources(), clock, meters);
    KeyAuthenticator authenticator =
        new KeyAuthenticator(judge, settings.proxies(), settings.watchers());
    Transport transport = transport(settings.transport());
    Entrance entrance = new Entrance(settings.door());
    Vertx vertx =
        Vertx.builder()
            .with(
                new VertxOptions()
                    .setEventLoopPoolSize(settings.loops())
                    .setWorkerPoolSize(1)
                    .setInternalBlockingPoolSize(2)
                    // Nothing is served from the class path, so no folder for it is left behind.
                    .setFileSystemOptions(
                        new FileSystemOptions()
                            .setFileCachingEnabled(false)
                            .setClassPathResolvingEnabled(false)))
            .withTransport(entrance.guarding(transport))
            .build();
    DoorSettings.Bounds bounds = settings.door().bounds();
    Router router = new Router(routes(company, judge, settings.proxy(), clock, meters));
    Dispatcher dispatcher = new Dispatcher(vertx, router, authenticator, bounds, meters);
    EnvoyDoor envoy = new EnvoyDoor(judge, authenticator, settings.proxy());
    HttpDoor door =
        new HttpDoor(
            vertx, settings.door(), dispatcher, Optional.of(envoy.on(vertx, bounds.bodyBytes())));
    meters.gauge("warder.connections", "Connections that are open", entrance::connections);
    meters.gauge("warder.requests.running", "Requests that wait for the disk", dispatcher::running);
    Doors doors = new Doors(vertx, door, transport, settings.stop(), meters);
    try {
      door.start(settings.loops());
    } catch (DoorException e) {
      doors.close();
      throw e;
    }
    return doors;
  }

  /// Everything that can be asked, in the order of the documentation.
  static List<Route> routes(
      Company company, Judge judge, ProxySettings proxy, InstantSource clock, DoorMeters meters) {
    Keys keys = company.keys();
    List<Route> routes = new ArrayList<>();
    Share searches = new Share();
    routes.addAll(new VerifyRoutes(judge).routes());
    routes.addAll(new ProxyRoutes(judge, proxy).routes());
    routes.addAll(new KeyRoutes(keys, searches, clock).routes());
    routes.addAll(new ApprovalRoutes(keys).routes());
    routes.addAll(new ScopeSetRoutes(keys).routes());
    routes.addAll(new InvalidationRoutes(keys, searches).routes());
    routes.addAll(new ForgettingRoutes(keys).routes());
    routes.addAll(new LeakRoutes(keys).routes());
    routes.addAll(new ImportRoutes(keys).routes());
    routes.addAll(new VerdictRoutes(keys, searches).routes());
    routes.addAll(new IncidentRoutes(company.incidents()).routes());
    routes.addAll(new IdentityRoutes(company.published()).routes());
    routes.addAll(new StateRoutes(keys, meters).routes());
    return routes;
  }

  /// The port that is listened on.
  public int port() {
    return door.port();
  }

  /// How bytes travel: `io_uring`, `epoll` or `nio`.
  public String transport() {
    return transport.name();
  }

  /// What is counted; others may add what they count.
  public DoorMeters meters() {
    return meters;
  }

  /// What was counted, as `/metrics` tells it.
  String metrics() {
    return meters.text();
  }

  /// Reads certificate and key again.
  ///
  /// @throws DoorException if they cannot be used; the old ones go on being used
  public void reload() throws DoorException {
    door.reload();
  }

  @Override
  public void close() {
    door.stop(stop);
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the event loops do not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Transport transport(Settings.Wire wanted) {
    for (Transport candidate :
        wanted == Settings.Wire.NIO
            ? new Transport[] {}
            : new Transport[] {Transport.IO_URING, Transport.EPOLL}) {
      if (candidate != null && candidate.available()) {
        return candidate;
      }
    }
    return Transport.NIO;
  }

  /// What the doors are to be like.
  ///
  /// @param door where it is and how much it lets in
  /// @param proxy what proxies send
  /// @param proxies where proxies may ask from
  /// @param watchers where metrics may be read from
  /// @param transport how bytes travel
  /// @param loops event loops
  /// @param stop how long what runs may take to end
  public record Settings(
      DoorSettings door,
      ProxySettings proxy,
      PeerList proxies,
      PeerList watchers,
      Wire transport,
      int loops,
      Duration stop) {
    /// How bytes travel.
    public enum Wire {
      /// The best that the system has.
      AUTO,
      /// What every system has.
      NIO
    }
  }
}

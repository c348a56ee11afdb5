package dev.warder.server.serve;

import dev.warder.api.Doors;
import dev.warder.api.http.DoorException;
import dev.warder.gateway.GatewayException;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.keys.Minted;
import dev.warder.model.ErrorCode;
import dev.warder.server.config.Address;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.live.IncidentFeed;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Wording;
import dev.warder.server.webhook.Hook;
import dev.warder.server.webhook.HookSettings;
import dev.warder.server.webhook.Webhooks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Warder that serves: its rooms open, its doors before them. Confined to the thread that opened
/// it.
///
/// Guarantees doors open last and close first: nothing is asked of a room that is not there
final class Serving implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
  private static final long LOOK_SECONDS = 30;

  private final Configuration configuration;
  private final Rooms rooms;
  private final Doors doors;
  private final Optional<OpenGate> gate;
  private final Watch watch;
  private final Reload reload;

  // Before anybody is told that it serves: until then the signal ends the process.
  private final HangUp hangUp;

  // As they were before anything was opened: what is written meanwhile is a change.
  private final WatchedFiles certificate;
  private final WatchedFiles settings;

  private final Opened opened;
  private boolean isBehind;
  private boolean isStale;

  private Serving(
      Configuration configuration,
      Rooms rooms,
      Doors doors,
      Optional<OpenGate> gate,
      Watch watch,
      Reload reload,
      HangUp hangUp,
      WatchedFiles certificate,
      WatchedFiles settings,
      Opened opened) {
    this.configuration = configuration;
    this.rooms = rooms;
    this.doors = doors;
    this.gate = gate;
    this.watch = watch;
    this.reload = reload;
    this.hangUp = hangUp;
    this.certificate = certificate;
    this.settings = settings;
    this.opened = opened;
  }

  /// Opens everything and says so.
  ///
  /// @param source where a changed configuration is read
  /// @param startNanos when the command began
  static Serving open(
      Configuration configuration, ConfigurationSource source, Terminal terminal, long startNanos) {
    Serving serving = open(configuration, source, Clocks.SYSTEM, HangUp.heeding());
    serving.greet(terminal, startNanos);
    return serving;
  }

  /// Opens everything.
  static Serving open(
      Configuration configuration, ConfigurationSource source, Clocks clocks, HangUp hangUp) {
    try (Opened opened = new Opened()) {
      return open(configuration, source, clocks, hangUp, opened);
    } catch (ConfigurationException e) {
      throw failed(ErrorCode.USAGE, e);
    } catch (DoorException e) {
      throw failed(e.code(), e);
    } catch (GatewayException e) {
      throw failed(e.code(), e);
    }
  }

  private static Serving open(
      Configuration configuration,
      ConfigurationSource source,
      Clocks clocks,
      HangUp hangUp,
      Opened opened)
      throws ConfigurationException, DoorException, GatewayException {
    WatchedFiles certificate = new WatchedFiles(WatchedFiles.ofTls(configuration));
    WatchedFiles written = new WatchedFiles(WatchedFiles.ofSettings(source.file(), configuration));
    List<String> declared = Rooms.declarations(configuration);
    Doors.Settings settings = DoorsSettings.of(configuration);
    Optional<GateSettings> gated = GatewaySettings.of(configuration);
    List<Hook> hooks = HookSettings.of(configuration);
    Rooms rooms = opened.add(Rooms.open(configuration, clocks.calls()), Rooms::close);
    // Before anything is told, so that nothing is told before it is known where they begin.
    Webhooks webhooks = webhooks(hooks, configuration, rooms, clocks.calls());
    Watch watch = opened.add(Watch.open(configuration, rooms, clocks), Watch::close);
    Judges judges = opened.add(Judges.open(configuration, rooms), Judges::close);
    Identities identities =
        opened.add(Identities.open(configuration, clocks.calls()), Identities::close);
    Doors doors =
        opened.add(
            Doors.open(
                new Doors.Company(
                    rooms.keys(),
                    judges,
                    watch.incidents(),
                    rooms.sources(),
                    identities.published()),
                settings,
                clocks.calls()),
            Doors::close);
    JournalMeters.count(rooms.journals(), doors.meters());
    Optional<OpenGate> gate = Optional.empty();
    if (gated.isPresent()) {
      OpenGate open =
          OpenGate.open(
              gated.get(),
              configuration,
              rooms,
              doors,
              settings,
              judges,
              identities,
              clocks.calls());
      gate = Optional.of(opened.add(open, OpenGate::close));
    }
    watch.count(doors.meters());
    webhooks.count(doors.meters());
    opened.add(webhooks, Webhooks::close).start(watch::known);
    Reload reload =
        new Reload(
            source, configuration, declared, rooms, judges, gate, watch, webhooks, clocks.calls());
    return new Serving(
        configuration,
        rooms,
        doors,
        gate,
        watch,
        reload,
        hangUp,
        certificate,
        written,
        opened.taken());
  }

  private static Webhooks webhooks(
      List<Hook> hooks, Configuration configuration, Rooms rooms, InstantSource clock) {
    Path folder = configuration.path(Setting.DATA).resolve("webhooks");
    IncidentFeed feed = new IncidentFeed(rooms.journals().calls(), rooms.journals().changes());
    try {
      return Webhooks.open(hooks, folder, feed, clock);
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.OUTPUT_UNWRITABLE, "cannot write " + folder, e);
    }
  }

  private static CommandFailure failed(ErrorCode code, Exception cause) {
    return new CommandFailure(code, String.valueOf(cause.getMessage()), cause);
  }

  private void greet(Terminal terminal, long startNanos) {
    Map<FirstCredential, Minted> minted = firstCredentials();
    SequencedMap<String, String> credentials = new LinkedHashMap<>();
    minted.forEach((first, key) -> credentials.put(first.person(), FirstCredential.text(key)));
    Address address = Address.of(configuration.text(Setting.LISTEN));
    boolean tls = configuration.optionalPath(Setting.TLS__CERTIFICATE).isPresent();
    String url = url();
    StartScreen.print(
        new StartScreen.Said(
            url,
            configuration.path(Setting.DATA).toAbsolutePath().normalize().toString(),
            state(startNanos),
            guard(tls, address),
            origin(),
            gate.map(OpenGate::words),
            approval(),
            credentials),
        terminal);
    minted.forEach(FirstCredential::shown);
    LOG.atInfo()
        .addKeyValue("url", url)
        .addKeyValue("transport", doors.transport())
        .addKeyValue("keys", rooms.keys().status().keys())
        .log("serving");
  }

  /// Mints those that were never shown; whoever gets them shows them.
  Map<FirstCredential, Minted> firstCredentials() {
    Map<FirstCredential, Minted> minted = new LinkedHashMap<>();
    for (FirstCredential first :
        FirstCredential.of(
            configuration.path(Setting.DATA), configuration.list(Setting.KEYS__PERSONS))) {
      first.mint(rooms.keys()).ifPresent(key -> minted.put(first, key));
    }
    return minted;
  }

  /// Where the doors are.
  String url() {
    Address address = Address.of(configuration.text(Setting.LISTEN));
    boolean tls = configuration.optionalPath(Setting.TLS__CERTIFICATE).isPresent();
    return (tls ? "https://" : "http://") + new Address(address.host(), doors.port());
  }

  /// The gate, if there is one.
  Optional<OpenGate> gate() {
    return gate;
  }

  /// Has calls that the gate has answered judged and told of, as of the clock for judging. Returns
  /// when they are.
  void settle() {
    gate.ifPresent(OpenGate::settle);
    watch.settle();
  }

  /// What waits for a second person waits in vain where there is none.
  private Optional<String> approval() {
    return configuration.text(Setting.KEYS__APPROVAL).equals("none")
            || rooms.keys().haveSecondPerson()
        ? Optional.empty()
        : Optional.of(
            "nobody can approve what keys.approval asks approval for: name two persons in"
                + " keys.persons, start again, and revoke the credential that nobody was named for");
  }

  private String state(long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return Wording.count(rooms.keys().status().keys(), "key", "keys")
        + String.format(Locale.ROOT, ", ready after %.1f s", seconds);
  }

  private static String guard(boolean tls, Address address) {
    if (tls) {
      return "TLS; callers show one of Warder's own keys";
    }
    return address.isLoopback()
        ? "plain HTTP, for this machine alone; callers show one of Warder's own keys"
        : "plain HTTP, as plain_http: anywhere says; something in front must do TLS";
  }

  private String origin() {
    return configuration.value(Setting.LISTEN).origin().equals("default")
        ? "defaults; 'warder config explain' lists what can be set"
        : "'warder config explain' lists what can be set";
  }

  /// Serves until it is asked to stop; meanwhile takes up certificates and settings that have
  /// changed, within half a minute or when SIGHUP says so.
  void serveUntil(CountDownLatch stop) {
    DiskWatch disk = new DiskWatch(rooms.journals());
    try {
      for (int second = 1; !stop.await(1, TimeUnit.SECONDS); second++) {
        disk.look();
        boolean isAsked = hangUp.take() || isBehind;
        if (isAsked || second % LOOK_SECONDS == 0) {
          look(isAsked);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.atInfo().log("stopping");
  }

  /// Takes up what was written since the last look, or since the start.
  ///
  /// @param isAsked whether the configuration is to be read even if it does not seem to be changed
  /// @return what is in effect now
  Configuration look(boolean isAsked) {
    isBehind = false;
    if (certificate.haveChanged() || isStale) {
      isStale = !renewCertificates();
    }
    boolean isWritten = settings.haveChanged();
    if (isAsked || isWritten) {
      reload.run();
      settings.watch(reload.watched());
      // What was written meanwhile is looked at once more.
      isBehind = settings.haveChanged();
    }
    return reload.current();
  }

  /// Takes up certificates, and whose certificates callers may show; says whether all of it could
  /// be. One room's trouble keeps nothing from the other.
  private boolean renewCertificates() {
    boolean isDone = true;
    try {
      // All of them first: doors do not show another certificate than the gate.
      NamedFiles.requireShown(configuration);
      doors.reload();
    } catch (ConfigurationException | DoorException e) {
      isDone = unusable("doors", e);
    }
    try {
      // Whom it no longer trusts it takes up whatever is wrong with the rest.
      if (gate.isPresent()) {
        gate.get().reload();
      }
    } catch (GatewayException e) {
      isDone = unusable("gate", e);
    }
    if (isDone) {
      LOG.atInfo().log("took up the new certificate");
    }
    return isDone;
  }

  private static boolean unusable(String where, Exception why) {
    LOG.atError()
        .addKeyValue("where", where)
        .addKeyValue("why", why.getMessage())
        .log("the new certificate cannot be used; the old one goes on, and this is tried again");
    return false;
  }

  @Override
  public void close() {
    opened.close();
    LOG.atInfo().log("stopped; everything acknowledged is on disk");
  }
}

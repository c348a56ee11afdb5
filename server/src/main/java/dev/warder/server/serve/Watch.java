package dev.warder.server.serve;

import dev.warder.api.http.DoorMeters;
import dev.warder.api.incidents.Incidents;
import dev.warder.content.Content;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.detection.Detections;
import dev.warder.keys.Keys;
import dev.warder.keys.Keys.Suspicion;
import dev.warder.keys.KeysException;
import dev.warder.keys.shape.KeyShape;
import dev.warder.model.DeadOperations;
import dev.warder.model.Times;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.live.Board;
import dev.warder.server.live.CallsAtAllDoors;
import dev.warder.server.live.IncidentDesk;
import dev.warder.server.live.LiveEngine;
import dev.warder.server.run.CommandFailure;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine of a Warder that serves: judges the calls that the gate has seen or that others asked
/// about, and lets keys know of incidents they are in.
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  /// Calls are written down by one thread, in the order in which they ended: a call that took long
  /// comes after younger ones.
  private static final long LATENESS_MICROS = Times.SECOND;

  private static final int MOST_ALERTS = 1_000_000;
  private static final long SAVE_MICROS = 5 * Times.MINUTE;

  private final LiveEngine engine;
  private final IncidentDesk incidents;

  private Watch(LiveEngine engine, IncidentDesk incidents) {
    this.engine = engine;
    this.incidents = incidents;
  }

  static Watch open(Configuration configuration, Rooms rooms, Clocks clocks)
      throws ConfigurationException {
    require(configuration);
    Detections content = Content.standard();
    Board board = new Board((key, isOpen) -> mark(rooms.keys(), key, isOpen));
    Journal changes = rooms.journals().changes();
    KeyShape shape = KeyShape.of(configuration.text(Setting.KEYS__PREFIX));
    try {
      IncidentDesk desk =
          IncidentDesk.open(board, changes, shape, content.version(), clocks.calls());
      LiveEngine engine =
          LiveEngine.start(
              new LiveEngine.Settings(
                  settings(configuration, rooms),
                  LATENESS_MICROS,
                  SAVE_MICROS,
                  configuration.path(Setting.DATA).resolve("engine")),
              content,
              rooms.journals().calls(),
              new CallsAtAllDoors(shape, rooms.enricher()),
              board,
              clocks.judging());
      return new Watch(engine, desk);
    } catch (JournalException e) {
      throw new CommandFailure(e.code(), String.valueOf(e.getMessage()), e);
    }
  }

  private static EngineSettings settings(Configuration configuration, Rooms rooms) {
    return new EngineSettings(
        configuration.count(Setting.ALERTS__PER_DAY),
        new RecordsOfKeys(rooms.keys(), new Retirements(rooms.keys(), rooms.journals().changes())),
        DeadOperations.NONE,
        1);
  }

  /// Whether the engine can be told what is set.
  static void require(Configuration configuration) throws ConfigurationException {
    int perDay = configuration.count(Setting.ALERTS__PER_DAY);
    if (perDay > MOST_ALERTS) {
      throw configuration.refused(
          Setting.ALERTS__PER_DAY, "must be at most " + MOST_ALERTS + ": nobody reads more");
    }
  }

  /// Has calls judged by what is set now, soon.
  void change(Configuration configuration, Rooms rooms) {
    engine.change(settings(configuration, rooms));
  }

  private static void mark(Keys keys, String key, boolean isOpen) {
    try {
      keys.suspect(key, isOpen ? Suspicion.OPEN_INCIDENT : Suspicion.NONE);
    } catch (KeysException notOurs) {
      LOG.atDebug().addKeyValue("key", key).log("an incident is about a key that is not kept here");
    }
  }

  /// Has what is on disk judged now; returns when it is, and told of.
  void settle() {
    engine.catchUp();
  }

  /// What it found.
  Incidents incidents() {
    return incidents;
  }

  /// What is known of an incident at this moment.
  IncidentDesk.Known known(String uid) {
    return incidents.known(uid);
  }

  /// Shows in `/metrics` how it is doing.
  void count(DoorMeters meters) {
    meters.gauge("warder.engine.judged", "Calls judged", () -> engine.status().judged());
    meters.gauge("warder.engine.waiting", "Entries not read yet", () -> engine.status().waiting());
    meters.gauge(
        "warder.engine.late",
        "Calls that came too late for their place",
        () -> engine.status().late());
    meters.gauge(
        "warder.engine.unreadable",
        "Entries that could not be read",
        () -> engine.status().unreadable());
    meters.gauge(
        "warder.engine.missing",
        "Entries that were gone before they were read",
        () -> engine.status().missing());
    meters.gauge(
        "warder.incidents", "Incidents there ever were", () -> engine.status().incidents());
    meters.gauge(
        "warder.engine.judging",
        "1 while calls are judged",
        () -> engine.fault().isEmpty() ? 1 : 0);
  }

  @Override
  public void close() {
    engine.close();
  }
}

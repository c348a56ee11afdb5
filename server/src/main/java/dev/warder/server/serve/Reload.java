package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.proxy.GateSettings;
import dev.warder.keys.service.KeysSettings;
import dev.warder.model.Times;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.webhook.Hook;
import dev.warder.server.webhook.HookSettings;
import dev.warder.server.webhook.Webhooks;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up what is configured now, while calls go on. Confined to one thread.
///
///     read all of it ──> does it make sense? ──> written down ──> in effect
///                          │ no: nothing has changed, the log says why
///
/// Guarantees what a start would refuse changes nothing; that settings changed is in the journal of
/// changes before they count, by name; what counts at the next start alone is said
final class Reload {
  private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

  private final ConfigurationSource source;
  private final Rooms rooms;
  private final Judges judges;
  private final Optional<OpenGate> gate;
  private final Watch watch;
  private final Webhooks webhooks;
  private final InstantSource clock;
  private Configuration current;
  private List<String> declared;
  private List<Setting> waiting = List.of();
  private @Nullable Configuration refused;
  private boolean areWebhooksBehind;

  /// @param source where the configuration is read
  /// @param current what is in effect
  /// @param declared what operations were declared to do before the rooms read it
  Reload(
      ConfigurationSource source,
      Configuration current,
      List<String> declared,
      Rooms rooms,
      Judges judges,
      Optional<OpenGate> gate,
      Watch watch,
      Webhooks webhooks,
      InstantSource clock) {
    this.source = requireNonNull(source, "source is null");
    this.current = requireNonNull(current, "current is null");
    this.declared = List.copyOf(declared);
    this.rooms = requireNonNull(rooms, "rooms is null");
    this.judges = requireNonNull(judges, "judges is null");
    this.gate = requireNonNull(gate, "gate is null");
    this.watch = requireNonNull(watch, "watch is null");
    this.webhooks = requireNonNull(webhooks, "webhooks is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /// What is in effect.
  Configuration current() {
    return current;
  }

  /// All that there is to take up, made sense of.
  private record Plan(
      Configuration configuration,
      List<String> declared,
      KeysSettings keys,
      Optional<GateSettings> gate,
      List<Hook> hooks) {}

  /// What has to be looked at to notice that it is time again: of what was refused all files, since
  /// each may be what is put right.
  List<Path> watched() {
    Configuration wrong = refused;
    return wrong == null
        ? WatchedFiles.ofSettings(source.file(), current)
        : WatchedFiles.ofRefused(source.file(), wrong);
  }

  /// Reads everything anew and takes up what changed.
  void run() {
    try {
      refused = current;
      Configuration next = source.read();
      refused = next;
      Plan plan = plan(next);
      refused = null;
      tellWaiting(next);
      List<Setting> changed = changed(plan);
      if (changed.isEmpty()) {
        LOG.atInfo().log("looked at the configuration; nothing changed that counts at once");
        return;
      }
      Journal changes = rooms.journals().changes();
      changes.force(changes.append(ReloadEntry.of(changed, Times.micros(clock.instant()))));
      apply(plan, changed);
      LOG.atInfo().addKeyValue("settings", names(changed)).log("took up the changed configuration");
    } catch (ConfigurationException e) {
      LOG.atError()
          .addKeyValue("why", e.getMessage())
          .log("the configuration cannot be used; nothing has changed");
    } catch (JournalException e) {
      LOG.atError()
          .addKeyValue("why", e.getMessage())
          .log("that the configuration changed cannot be recorded; nothing has changed");
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("a fault while the configuration was taken up; calls go on");
    }
  }

  /// Everything that a start would look at, so that one after this does not fail.
  private Plan plan(Configuration next) throws ConfigurationException {
    DoorsSettings.of(next);
    GatewaySettings.of(next);
    IdentitySettings.of(next);
    Rooms.settings(next);
    Watch.require(next);
    NamedFiles.require(next);
    Configuration taken = current.taking(next);
    return new Plan(
        taken,
        Rooms.declarations(taken),
        Rooms.settings(taken),
        GatewaySettings.of(taken),
        HookSettings.of(taken));
  }

  private List<Setting> changed(Plan plan) {
    List<Setting> changed = new ArrayList<>(current.differing(plan.configuration()));
    changed.removeIf(setting -> setting.key().startsWith("client."));
    if (!plan.declared().equals(declared) && !changed.contains(Setting.KEYS__OPERATIONS)) {
      changed.add(Setting.KEYS__OPERATIONS);
    }
    if (areWebhooksBehind && !changed.contains(Setting.WEBHOOKS)) {
      changed.add(Setting.WEBHOOKS);
    }
    return changed;
  }

  private void apply(Plan plan, List<Setting> changed) {
    Logging.level(plan.configuration());
    rooms.adjust(plan.keys());
    judges.adjust(plan.keys());
    if (gate.isPresent() && plan.gate().isPresent()) {
      step("the gate", () -> gate.get().change(plan.gate().get()));
    }
    if (changed.contains(Setting.ALERTS__PER_DAY)) {
      step("the engine", () -> watch.change(plan.configuration(), rooms));
    }
    if (changed.contains(Setting.WEBHOOKS)) {
      try {
        webhooks.replace(plan.hooks());
        areWebhooksBehind = false;
      } catch (IOException e) {
        areWebhooksBehind = true;
        LOG.atError()
            .addKeyValue("why", e.getMessage())
            .log("the changed webhooks cannot be taken up; those of before go on until SIGHUP");
      }
    }
    current = plan.configuration();
    declared = plan.declared();
  }

  /// What one room cannot take up keeps no other from it.
  private static void step(String who, Runnable change) {
    try {
      change.run();
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("who", who)
          .setCause(e)
          .log("changed settings cannot be taken up there before the next start");
    }
  }

  private void tellWaiting(Configuration next) {
    List<Setting> differing =
        current.differing(next).stream()
            .filter(setting -> setting.applies() == Setting.Applies.AT_THE_NEXT_START)
            .toList();
    if (!differing.isEmpty() && !differing.equals(waiting)) {
      LOG.atWarn()
          .addKeyValue("settings", names(differing))
          .log("these changed settings count at the next start, not before");
    }
    waiting = differing;
  }

  private static String names(List<Setting> settings) {
    return settings.stream().map(Setting::key).collect(Collectors.joining(", "));
  }
}

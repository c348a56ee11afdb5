package dev.warder.server.demo;

import dev.warder.demo.warder.HostedWarder;
import dev.warder.model.ErrorCode;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.serve.Clocks;
import dev.warder.server.serve.WarderInProcess;
import dev.warder.server.terminal.Terminal;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The Warder that stands in front of the demo's platform: as `warder serve` opens it, on free
/// ports of loopback and with the demo's clock.
///
/// Guarantees the engine's clock moves only when every call of before is on disk, so that it hears
/// of each in time however fast time passes
final class HouseForDemo implements HostedWarder {
  private static final String FREE = "127.0.0.1:0";

  private final WarderInProcess warder;
  private final InstantSource clock;
  private final Settled settled;

  private HouseForDemo(WarderInProcess warder, InstantSource clock, Settled settled) {
    this.warder = warder;
    this.clock = clock;
    this.settled = settled;
  }

  static HostedWarder open(Setup setup, Terminal terminal) {
    Map<Setting, Value> values = new EnumMap<>(Setting.class);
    put(values, Setting.LISTEN, FREE);
    put(values, Setting.GATEWAY__LISTEN, FREE);
    put(values, Setting.GATEWAY__UPSTREAM, setup.upstream().toString());
    put(values, Setting.GATEWAY__TRUSTED_HOPS, "1");
    put(values, Setting.DATA, setup.data().toString());
    put(values, Setting.KEYS__OPERATIONS, setup.operations().toString());
    put(values, Setting.ALERTS__PER_DAY, Integer.toString(setup.alertsPerDay()));
    put(values, Setting.LOG__LEVEL, "error");
    try {
      Configuration configuration = Configuration.read(Optional.empty(), Map.of(), values);
      Settled settled = new Settled(setup.clock().instant());
      return new HouseForDemo(
          WarderInProcess.open(configuration, new Clocks(setup.clock(), settled), terminal),
          setup.clock(),
          settled);
    } catch (ConfigurationException e) {
      throw new CommandFailure(ErrorCode.BUG, String.valueOf(e.getMessage()), e);
    }
  }

  private static void put(Map<Setting, Value> values, Setting setting, String text) {
    values.put(setting, new Value(text, "the demo"));
  }

  /// Until when everything is on disk.
  private static final class Settled implements InstantSource {
    private volatile Instant now;

    private Settled(Instant start) {
      now = start;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Override
  public URI doors() {
    return warder.doors();
  }

  @Override
  public URI gate() {
    return warder.gate();
  }

  @Override
  public String credential() {
    return warder.credential();
  }

  @Override
  public void settle() {
    warder.settle();
    settled.now = clock.instant();
    warder.settle();
  }

  @Override
  public void close() {
    warder.close();
  }
}

package dev.warder.server.doctor;

import static java.util.Objects.requireNonNull;

import dev.warder.server.config.Address;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.run.Check;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What there is to know of a Warder that serves, by its configuration: can anybody get past it,
/// and does it have what it needs. Reads and asks; changes nothing.
public final class ServiceChecks {
  private final Configuration configuration;
  private final Machine machine;
  private final InstantSource clock;

  /// @param machine the machine that the API may be on
  ServiceChecks(Configuration configuration, Machine machine, InstantSource clock) {
    this.configuration = requireNonNull(configuration, "configuration is null");
    this.machine = requireNonNull(machine, "machine is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /// Those of a configuration, on this machine.
  public static List<Check> of(Configuration configuration) {
    return new ServiceChecks(configuration, Machine.here(), InstantSource.system()).all();
  }

  List<Check> all() {
    List<Check> checks = new ArrayList<>();
    checks.addAll(new DataChecks(configuration, clock).all());
    checks.addAll(certificate());
    checks.add(plainHttp());
    if (!configuration.text(Setting.GATEWAY__UPSTREAM).isEmpty()) {
      checks.addAll(new BypassChecks(configuration, machine, clock).all());
      checks.add(secret());
      checks.add(hops());
      checks.add(unjudged());
    }
    return checks;
  }

  private List<Check> certificate() {
    return configuration
        .optionalPath(Setting.TLS__CERTIFICATE)
        .map(file -> List.of(CertificateCheck.of(file, clock.instant())))
        .orElse(List.of());
  }

  private Check plainHttp() {
    List<String> open = new ArrayList<>();
    boolean hasGate = !configuration.text(Setting.GATEWAY__UPSTREAM).isEmpty();
    boolean isSecure = configuration.optionalPath(Setting.TLS__CERTIFICATE).isPresent();
    for (Setting setting : List.of(Setting.LISTEN, Setting.GATEWAY__LISTEN)) {
      boolean counts = setting == Setting.LISTEN || hasGate;
      if (counts && !isSecure && !Address.of(configuration.text(setting)).isLoopback()) {
        open.add(setting.key() + " " + configuration.text(setting));
      }
    }
    if (open.isEmpty()) {
      return Check.ok("encryption", isSecure ? "TLS" : "plain HTTP, for this machine alone");
    }
    return Check.warn(
        "encryption",
        "plain HTTP at " + String.join(" and ", open) + ": keys travel readable by all between",
        "Set tls.certificate and tls.key, or be sure that something in front does TLS.");
  }

  private Check secret() {
    return configuration.text(Setting.GATEWAY__SECRET).equals("pass")
        ? Check.warn(
            "keys",
            "gateway.secret is pass: the API sees each caller's key",
            "Whoever reads its logs or memory has them all; strip them, if it does not need them.")
        : Check.ok("keys", "stripped before the API sees a call");
  }

  private Check hops() {
    String hops = configuration.text(Setting.GATEWAY__TRUSTED_HOPS);
    if (hops.equals("0")) {
      return Check.ok("proxies", "none is believed about callers' addresses");
    }
    boolean isNear = Address.of(configuration.text(Setting.GATEWAY__LISTEN)).isLoopback();
    return isNear
        ? Check.ok("proxies", hops + " in front, believed about callers' addresses")
        : Check.warn(
            "proxies",
            hops
                + " in front are believed about callers' addresses, and anybody may reach "
                + configuration.text(Setting.GATEWAY__LISTEN)
                + " without them",
            "Who comes past the proxies says himself where he is: let only them reach it.");
  }

  private Check unjudged() {
    return configuration.text(Setting.GATEWAY__UNJUDGED).equals("pass")
        ? Check.warn(
            "no verdict",
            "gateway.unjudged is pass: calls pass unjudged while no verdict can be given",
            "Whoever can bring that about is let in; refuse them, if the API can wait.")
        : Check.ok("no verdict", "calls are refused while none can be given");
  }
}

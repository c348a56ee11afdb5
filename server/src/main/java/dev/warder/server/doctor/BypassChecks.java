package dev.warder.server.doctor;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.Setting;
import dev.warder.server.doctor.UpstreamAsk.Told;
import dev.warder.server.run.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether the API behind the gate can be reached around it. Connects, and asks for `/` twice:
/// without anything, and with the headers by which the gate says who calls.
///
/// Does not guarantee that nobody else can: firewalls are seen from here alone
final class BypassChecks {
  private static final int CONNECT_MILLIS = 1_500;
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final int MOST_ADDRESSES = 16;
  private static final String LOOPBACK_ADVICE =
      "Let the API listen on 127.0.0.1 alone, or let a firewall keep others from that port.";

  private final Machine machine;
  private final InstantSource clock;
  private final URI upstream;
  private final boolean isSecure;
  private final boolean isHttp2;

  BypassChecks(Configuration configuration, Machine machine, InstantSource clock) {
    this.machine = machine;
    this.clock = clock;
    this.upstream = URI.create(configuration.text(Setting.GATEWAY__UPSTREAM));
    this.isSecure = "https".equals(upstream.getScheme());
    this.isHttp2 = configuration.text(Setting.GATEWAY__UPSTREAM_HTTP).equals("2");
  }

  List<Check> all() {
    String host = host();
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return List.of(
          Check.fail("upstream", "the name " + host + " is not known", "See gateway.upstream."));
    }
    if (!connects(address)) {
      return List.of(
          Check.fail(
              "upstream",
              "nobody answers at " + host + ":" + port(),
              "Start the API, or see gateway.upstream: the gate answers 502."));
    }
    List<Check> checks = new ArrayList<>();
    boolean isHere =
        address.isLoopbackAddress()
            || address.isAnyLocalAddress()
            || machine.addresses().contains(address);
    List<InetAddress> around = isHere ? around() : List.of(address);
    checks.add(around(isHere, around));
    if (isSecure) {
      checks.add(
          Check.ok(
              "identity", "not asked: what the API does without the gate is not tried by TLS"));
    } else if (isHttp2) {
      checks.add(
          Check.ok(
              "identity", "not asked: what the API does without the gate is not tried in HTTP/2"));
    } else {
      UpstreamAsk ask = new UpstreamAsk(new InetSocketAddress(address, port()), host);
      Optional<Told> plain = ask.plainly();
      checks.add(identity(plain, ask.withIdentity(), around.isEmpty()));
      plain.flatMap(Told::date).map(this::clock).ifPresent(checks::add);
    }
    return checks;
  }

  private String host() {
    String host = upstream.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private int port() {
    int usual = isSecure ? 443 : 80;
    return upstream.getPort() < 0 ? usual : upstream.getPort();
  }

  /// Where others can reach an API of this machine.
  private List<InetAddress> around() {
    return machine.addresses().stream().limit(MOST_ADDRESSES).filter(this::connects).toList();
  }

  private boolean connects(InetAddress address) {
    try (Socket socket = new Socket(java.net.Proxy.NO_PROXY)) {
      socket.connect(new InetSocketAddress(address, port()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Check around(boolean isHere, List<InetAddress> around) {
    if (!isHere) {
      return Check.warn(
          "bypass",
          "the API is on another machine, "
              + host()
              + ":"
              + port()
              + "; whoever reaches that port goes around the gate",
          "Let a firewall there take calls from the gate alone.");
    }
    if (around.isEmpty()) {
      return Check.ok(
          "bypass", "the API answers on loopback alone; only this machine gets around the gate");
    }
    String where =
        String.join(", ", around.stream().map(one -> one.getHostAddress() + ":" + port()).toList());
    return Check.warn(
        "bypass",
        "the API answers on "
            + where
            + " too, as on 0.0.0.0:"
            + port()
            + "; anybody who reaches that port goes around the gate",
        LOOPBACK_ADVICE);
  }

  private static Check identity(
      Optional<Told> plain, Optional<Told> withIdentity, boolean isAlone) {
    if (plain.isEmpty() || withIdentity.isEmpty()) {
      return Check.warn(
          "identity", "the API does not speak HTTP/1.1 to a plain GET /", "See gateway.upstream.");
    }
    int without = plain.get().status();
    int with = withIdentity.get().status();
    String found = "GET / without the gate: " + without + ", with made-up X-Warder-…: " + with;
    if (refuses(without) && refuses(with)) {
      return Check.ok("identity", found + "; the API lets nobody in so");
    }
    String what =
        refuses(without)
            ? "; it believes whoever says that he is the gate"
            : "; it takes calls that did not come through the gate";
    return isAlone
        ? Check.ok("identity", found + what + ", and only this machine reaches it")
        : Check.warn("identity", found + what, LOOPBACK_ADVICE);
  }

  private static boolean refuses(int status) {
    return status == 401 || status == 403 || status == 407;
  }

  private Check clock(java.time.Instant there) {
    Duration skew = Duration.between(there, clock.instant()).abs();
    return skew.compareTo(SKEW) > 0
        ? Check.warn(
            "clock skew",
            "this clock and the API's are " + skew.toSeconds() + " s apart",
            "Let both keep their time (NTP).")
        : Check.ok("clock skew", "this clock and the API's agree");
  }
}

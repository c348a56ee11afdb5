package dev.warder.gateway.proxy;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.tls.CertificateFiles;
import dev.warder.gateway.tls.ClientFiles;
import dev.warder.gateway.verdict.WhenUnjudged;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What a gate is to be like.
///
/// @param listen where callers come to
/// @param upstream what it stands in front of
/// @param bounds how much of everything
/// @param times how long everything may take
/// @param credentials where calls show credentials
/// @param tls what travels encrypted
/// @param trustedHops proxies in front of the gate that are trusted to say for whom they speak
/// @param whenUnjudged what becomes of calls that nobody can decide about
/// @param http2 whether callers may speak HTTP/2
/// @param upstreamHttp2 whether the upstream is spoken to in HTTP/2
public record GateSettings(
    Endpoint listen,
    Endpoint upstream,
    Bounds bounds,
    Times times,
    Credentials.Rules credentials,
    Tls tls,
    int trustedHops,
    WhenUnjudged whenUnjudged,
    boolean http2,
    boolean upstreamHttp2) {
  private static final int MOST_HOPS = 32;

  public GateSettings {
    requireNonNull(listen, "listen is null");
    requireNonNull(upstream, "upstream is null");
    requireNonNull(bounds, "bounds is null");
    requireNonNull(times, "times is null");
    requireNonNull(credentials, "credentials is null");
    requireNonNull(tls, "tls is null");
    requireNonNull(whenUnjudged, "whenUnjudged is null");
    if (trustedHops < 0 || trustedHops > MOST_HOPS) {
      throw new IllegalArgumentException("trustedHops is not 0 to " + MOST_HOPS);
    }
  }

  /// A host and a port.
  ///
  /// @param port 0 for any that is free, where it is listened on
  public record Endpoint(String host, int port) {
    public Endpoint {
      requireNonNull(host, "host is null");
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port is not from 0 to 65535: " + port);
      }
    }
  }

  /// What travels encrypted.
  ///
  /// @param listen what callers are shown; empty for plain HTTP
  /// @param toUpstream whether the upstream speaks TLS
  /// @param authorities certificates in PEM of those who are trusted to say who the upstream is;
  ///   empty for those that the JDK trusts
  /// @param clients whose certificates callers may show; empty if they are not asked for any
  /// @param shown what the upstream sees of them
  public record Tls(
      Optional<CertificateFiles> listen,
      boolean toUpstream,
      Optional<Path> authorities,
      Optional<ClientFiles> clients,
      Shown shown) {
    public static final Tls NONE = new Tls(Optional.empty(), false, Optional.empty());

    public Tls {
      requireNonNull(listen, "listen is null");
      requireNonNull(authorities, "authorities is null");
      requireNonNull(clients, "clients is null");
      requireNonNull(shown, "shown is null");
    }

    /// The same where callers are asked for no certificate.
    public Tls(Optional<CertificateFiles> listen, boolean toUpstream, Optional<Path> authorities) {
      this(listen, toUpstream, authorities, Optional.empty(), Shown.NOTHING);
    }

    /// What the upstream sees of a caller's certificate.
    public enum Shown {
      NOTHING,
      /// All of it, as `Client-Cert` (RFC 9440).
      CERTIFICATE
    }
  }

  /// How much of everything.
  ///
  /// @param head octets of a head, of requests and of responses
  /// @param target octets of a request target
  /// @param clients connections of callers that are open at a time; those beyond are closed at once
  /// @param upstreams connections to the upstream, and calls that are on those of HTTP/2; calls
  ///   beyond get 503
  public record Bounds(int head, int target, int clients, int upstreams) {
    public static final Bounds USUAL = new Bounds(16 << 10, 8 << 10, 10_000, 1_024);

    public Bounds {
      if (head < 1_024 || target < 256 || target > head || clients < 1 || upstreams < 1) {
        throw new IllegalArgumentException("bounds are too small");
      }
    }
  }

  /// How long everything may take; looked at every 100 ms.
  ///
  /// @param arrival until a head has arrived, and until a body has brought another 1,024 octets, or
  ///   its end
  /// @param idle until the next call of a connection
  /// @param connect until the upstream is connected
  /// @param response from the end of a request to the head of its response
  /// @param stream between parts of a response, and of a WebSocket in either direction; also how
  ///   long a caller may take nothing of what is sent
  /// @param upstreamIdle until the next call of a connection to the upstream
  public record Times(
      Duration arrival,
      Duration idle,
      Duration connect,
      Duration response,
      Duration stream,
      Duration upstreamIdle) {
    public static final Times USUAL =
        new Times(
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30));

    public Times {
      for (Duration each :
          new Duration[] {arrival, idle, connect, response, stream, upstreamIdle}) {
        if (each.isNegative() || each.isZero()) {
          throw new IllegalArgumentException("a time is not positive: " + each);
        }
      }
    }
  }
}

package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where a door is and how much it lets in.
///
/// @param host address or name to listen on
/// @param port 0 for any that is free
/// @param tls certificate and key; none for plain HTTP
/// @param bounds how much of everything
public record DoorSettings(String host, int port, Optional<Tls> tls, Bounds bounds) {
  public DoorSettings {
    requireNonNull(host, "host is null");
    requireNonNull(tls, "tls is null");
    requireNonNull(bounds, "bounds is null");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port is not from 0 to 65535: " + port);
    }
  }

  /// Certificate chain and private key in PEM.
  public record Tls(Path certificate, Path key) {
    public Tls {
      requireNonNull(certificate, "certificate is null");
      requireNonNull(key, "key is null");
    }
  }

  /// How much a door lets in.
  ///
  /// @param bodyBytes largest body
  /// @param headerBytes all headers of a request together; also the longest request line
  /// @param connections open at a time; those beyond are closed at once
  /// @param running requests that wait for the disk at a time; those beyond get 503
  /// @param arrival how long a request may take to arrive
  /// @param answer how long an answer may take; it is 504 then
  /// @param idle how long a connection may be silent
  public record Bounds(
      int bodyBytes,
      int headerBytes,
      int connections,
      int running,
      Duration arrival,
      Duration answer,
      Duration idle) {
    public static final Bounds USUAL =
        new Bounds(
            1 << 20,
            16 << 10,
            10_000,
            1_000,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(75));

    public Bounds {
      positive(bodyBytes, "bodyBytes");
      positive(headerBytes, "headerBytes");
      positive(connections, "connections");
      positive(running, "running");
      positive(arrival.toMillis(), "arrival");
      positive(answer.toMillis(), "answer");
      positive(idle.toMillis(), "idle");
    }

    private static void positive(long value, String name) {
      if (value <= 0) {
        throw new IllegalArgumentException(name + " is not positive: " + value);
      }
    }
  }
}

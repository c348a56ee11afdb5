package dev.warder.server.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Looks names up.
@FunctionalInterface
interface Resolver {
  /// The addresses of a name, one at least.
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /// As this machine does it.
  static Resolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}

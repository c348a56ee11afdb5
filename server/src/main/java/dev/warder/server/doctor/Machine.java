package dev.warder.server.doctor;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/// The addresses by which others reach a machine.
@FunctionalInterface
interface Machine {
  /// All of them, of its own networks alone.
  List<InetAddress> addresses();

  /// This one.
  static Machine here() {
    return () -> {
      List<InetAddress> addresses = new ArrayList<>();
      try {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
          addresses.addAll(
              each.inetAddresses()
                  .filter(one -> !one.isLoopbackAddress() && !one.isLinkLocalAddress())
                  .toList());
        }
      } catch (SocketException e) {
        return List.of();
      }
      return addresses;
    };
  }
}

package dev.warder.demo.attack;

import dev.warder.testkit.draw.Draw;
import dev.warder.testkit.sample.Client;
import dev.warder.testkit.sample.Network;
import java.util.List;

/// Where a thief calls from, and with what.
///
/// @param network that the addresses are in
/// @param first address
/// @param second address, for the way back in
/// @param client program
public record Hideout(Network network, String first, String second, Client client) {
  private static final List<Network> NETWORKS =
      List.of(
          Network.RENTED_SERVERS,
          Network.DIGITALOCEAN,
          Network.LINODE,
          Network.VULTR,
          Network.HETZNER,
          Network.ANONYMOUS_RELAYS,
          Network.ANONYMOUS_TUNNELS);
  private static final List<Client> CLIENTS =
      List.of(Client.GO_HTTP, Client.AIOHTTP, Client.HTTPX, Client.PATCHWHEEL);

  /// Draws one.
  static Hideout draw(Draw draw) {
    Network network = draw.pick(NETWORKS);
    return new Hideout(
        network, network.address(draw).text(), network.address(draw).text(), draw.pick(CLIENTS));
  }
}

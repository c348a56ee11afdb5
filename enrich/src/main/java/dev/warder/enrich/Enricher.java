package dev.warder.enrich;

import static java.util.Objects.requireNonNull;

import dev.warder.enrich.agent.UserAgents;
import dev.warder.enrich.network.NetworkTable;
import dev.warder.enrich.network.Sources;
import dev.warder.model.Client;
import dev.warder.model.Source;

/// Makes the raw texts of a call comparable: address to [Source], user agent to [Client].
///
/// Any thread may use one enricher, and all should share it: equal texts give the same object while
/// they are remembered, equal objects always.
///
/// - Bounds: 65,536 sources and 8,192 clients are remembered, some 30 MB at worst; a remembered
///   look-up allocates nothing
/// - Errors: never throws on input
public final class Enricher {

  private static final int SOURCE_SETS = 1 << 15;
  private static final int CLIENT_SETS = 1 << 12;

  private final NetworkTable networks;
  private final PairCache<Source> sources;
  private final PairCache<Client> clients;

  public Enricher(NetworkTable networks, UserAgents agents) {
    this.networks = requireNonNull(networks, "networks is null");
    this.sources = new PairCache<>(SOURCE_SETS, new Sources(networks)::source);
    this.clients = new PairCache<>(CLIENT_SETS, requireNonNull(agents, "agents is null")::client);
  }

  /// An enricher on the tables that ship with Warder.
  public static Enricher standard() {
    return new Enricher(NetworkTable.standard(), UserAgents.standard());
  }

  /// Where a call comes from.
  ///
  /// @param address as the log has it: with a port, in a list, a service's name, or nonsense
  /// @param countryHint ISO 3166 alpha-2 that the log itself gives, empty if none
  public Source source(String address, String countryHint) {
    return sources.get(address, countryHint);
  }

  /// What software made a call, as far as it tells.
  ///
  /// @param userAgent the header's value, empty if none
  /// @param ja4 TLS client fingerprint, empty if none
  public Client client(String userAgent, String ja4) {
    return clients.get(userAgent, ja4);
  }

  /// The table in use, to ask for its age and faults.
  public NetworkTable networks() {
    return networks;
  }
}

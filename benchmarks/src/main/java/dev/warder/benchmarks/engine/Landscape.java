package dev.warder.benchmarks.engine;

import dev.warder.model.Call;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.List;

/// What keys of all tenants have in common: networks, software and routes. Made once, before
/// anything is measured, as readers share these objects too.
final class Landscape {
  private static final int NETWORKS = 3_000;
  private static final int ADDRESSES = 9_000;
  private static final int IDS = 4_000;
  private static final List<String> COUNTRIES =
      List.of("US", "US", "US", "DE", "GB", "FR", "NL", "CA", "IN", "AU", "JP", "BR");
  private static final List<String> FAMILIES =
      List.of(
          "python-requests",
          "Go-http-client",
          "curl",
          "axios",
          "okhttp",
          "directory-sync",
          "scim-bridge",
          "Terraform",
          "pulumi",
          "log-forwarder",
          "node-fetch",
          "PowerShell",
          "ansible-httpget",
          "Apache-HttpClient",
          "Java-http-client",
          "backup-agent",
          "Faraday",
          "httpx");
  private static final List<String> NOUNS =
      List.of(
          "users",
          "systems",
          "groups",
          "policies",
          "commands",
          "results",
          "applications",
          "iplists",
          "radiusservers",
          "directories",
          "devices",
          "software",
          "templates",
          "mailboxes",
          "organizations",
          "approvals",
          "subscriptions",
          "insights",
          "secrets",
          "tokens");
  private static final List<String> AREAS = List.of("/api/", "/api/v2/", "/api/v2/admin/");

  private final List<Source> sources = new ArrayList<>();
  private final List<Client> clients = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();

  Landscape() {
    Draw draw = new Draw(5).fork("landscape");
    for (int i = 0; i < ADDRESSES; i++) {
      sources.add(source(i % NETWORKS, i / NETWORKS));
    }
    for (String family : FAMILIES) {
      for (int version = 0; version < 12; version++) {
        clients.add(client(family, "2." + version));
      }
    }
    for (String area : AREAS) {
      for (String noun : NOUNS) {
        String many = area + noun;
        String name = many.substring("/api/".length()).replace('/', '_');
        routes.add(new Route("GET", many, "", name + "_list"));
        routes.add(new Route("GET", many + "/", "", name + "_get"));
        routes.add(new Route("POST", many, "", name + "_post"));
        routes.add(new Route("GET", many + "/", "/members", name + "_members"));
      }
    }
    for (int i = 0; i < IDS; i++) {
      ids.add(draw.hex(24));
    }
  }

  /// One operation as a log shows it.
  ///
  /// @param before the path up to the id, ending in `/` if there is one
  /// @param after the path behind the id
  /// @param action its name, for the platforms that tell it
  record Route(String method, String before, String after, String action) {
    private static final String HOST = "console.example.com";

    /// A call as most platforms log it.
    ///
    /// @param named whether the log tells the name of the operation
    Call call(String id, boolean named) {
      return new Call(HOST, method, path(id), "", named ? action : "");
    }

    /// A call whose log tells the route.
    Call told(String id) {
      return new Call(HOST, method, path(id), path("{id}"), "");
    }

    private String path(String id) {
      return before.endsWith("/") ? before + id + after : before;
    }
  }

  static Source source(int network, int address) {
    SourceClass kind =
        switch (network % 10) {
          case 0, 1 -> SourceClass.CLOUD;
          case 2 -> SourceClass.HOSTING;
          case 3 -> SourceClass.CORPORATE;
          default -> SourceClass.ISP;
        };
    int number = 1_000 + network;
    String country = COUNTRIES.get(network % COUNTRIES.size());
    String ip = "20." + (network >> 8 & 255) + '.' + (network & 255) + '.' + (address + 1);
    return new Source(
        ip, number, "Network " + number, country, kind, "AS" + number + ' ' + country);
  }

  static Client client(String family, String version) {
    ClientKind kind = family.contains("-") ? ClientKind.INTEGRATION : ClientKind.SCRIPT;
    return new Client(family, version, kind, family + '/' + version + ".1", "");
  }

  List<Source> sources() {
    return sources;
  }

  List<Client> clients() {
    return clients;
  }

  List<Route> routes() {
    return routes;
  }

  List<String> ids() {
    return ids;
  }
}

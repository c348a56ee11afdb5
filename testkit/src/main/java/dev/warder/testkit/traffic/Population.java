package dev.warder.testkit.traffic;

import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.List;

/// Who calls what in [TrafficMix]: deployments, tenants, keys, routes and clients, each already
/// spelled as a line holds it.
final class Population {
  static final int TENANTS = 110;
  static final int KEYS = 700;
  private static final int IDS_PER_TENANT = 400;

  private static final List<String> RESOURCES =
      List.of(
          "systemusers",
          "systems",
          "v2/usergroups",
          "v2/systemgroups",
          "v2/policies",
          "commands",
          "commandresults",
          "applications",
          "v2/iplists",
          "radiusservers",
          "v2/ldapservers",
          "v2/activedirectories",
          "v2/applemdms",
          "v2/softwareapps",
          "v2/policygroups",
          "v2/authn/policies",
          "v2/customemails",
          "v2/gsuites",
          "v2/office365s",
          "organizations",
          "v2/approvalflows",
          "v2/workdays",
          "v2/subscriptions",
          "v2/systeminsights/apps",
          "v2/systeminsights/os_version");
  private static final List<String> CLIENTS =
      List.of(
          "python-requests/2.32",
          "Go-http-client/1",
          "curl/8.14",
          "axios/1.12",
          "okhttp/5.1",
          "staffhub-sync/5.8",
          "dirlink-agent/3.0",
          "scim-relay/1.7",
          "Terraform/1.13",
          "pulumi/3.19",
          "logbeacon-forwarder/8.17 (linux; amd64)",
          "auditdeck/5.9",
          "psa-connect/1.8",
          "rmm-deck/5.8",
          "hallway-bot/5.3",
          "assetbook/2.5",
          "entryway-provisioning/1.8",
          "trustlane/5.8",
          "controlsroom/1.2",
          "vaultline-backup/4.4",
          "wallscreen/2.1",
          "node-fetch/3.3",
          "undici/7.16",
          "aiohttp/3.11",
          "Apache-HttpClient/5.5 (Java/21)",
          "Java-http-client/25",
          "PowerShell/7.5",
          "ansible-httpget/2.19",
          "Faraday v2.13",
          "GuzzleHttp/7.9",
          "httpx/0.28",
          "RestSharp/112.1",
          "libwww-perl/6.78",
          "dart-io/3.9",
          "insomnia/11.6");

  private final List<Key> keys;

  Population(Draw draw) {
    List<Host> hosts =
        List.of(
            new Host("console.directorymix.example", true, true),
            new Host("console.directorymix.example", false, false),
            new Host("console.ap.directorymix.example", false, true),
            new Host("console.eu.directorymix.example", true, false));
    List<Route> routes = routes();
    List<Tenant> tenants = new ArrayList<>();
    for (int t = 0; t < TENANTS; t++) {
      int place = draw.below(1_000);
      Host host = hosts.get(place < 456 ? 0 : place < 673 ? 1 : place < 862 ? 2 : 3);
      tenants.add(new Tenant(draw.hex(24), host, ids(draw)));
    }
    List<Key> made = new ArrayList<>();
    for (int k = 0; k < KEYS; k++) {
      made.add(key(k < TENANTS ? tenants.get(k) : draw.pick(tenants), routes, draw));
    }
    keys = List.copyOf(made);
  }

  /// The first is the busiest.
  List<Key> keys() {
    return keys;
  }

  /// One deployment and what its log tells.
  record Host(String name, boolean operations, boolean tls) {}

  private record Tenant(String uid, Host host, List<Piece> ids) {}

  /// One operation: what stands before the id in its path and after it.
  ///
  /// @param afterId the rest of the path, or of the query, with the quotation mark that ends it
  record Route(
      Piece method,
      boolean hasBody,
      Piece beforeId,
      boolean hasId,
      Piece afterId,
      Piece operation,
      int success,
      int bytes) {}

  /// One key with everything its lines repeat.
  record Key(
      Piece identity,
      Piece host,
      Host deployment,
      List<Piece> ids,
      List<Piece> addresses,
      List<Piece> clients,
      Piece ja4,
      List<Route> routes) {}

  private static Key key(Tenant tenant, List<Route> routes, Draw draw) {
    String identity =
        "\",\"tenant_uid\":\""
            + tenant.uid()
            + "\"},\"actor\":{\"user\":{\"uid\":\""
            + draw.hex(24)
            + "\"},\"session\":{\"credential_uid\":\"mk-"
            + draw.hex(16)
            + "\"}},\"src_endpoint\":{\"ip\":\"";
    List<Route> own = new ArrayList<>();
    for (int i = 3 + draw.crowded(34, 4); i > 0; i--) {
      own.add(routes.get(draw.crowded(routes.size(), 2)));
    }
    List<Piece> addresses = addresses(draw);
    int family = draw.crowded(CLIENTS.size(), 2);
    List<Piece> clients = new ArrayList<>();
    int version = draw.below(6);
    for (int i = draw.between(1, 3); i > 0; i--) {
      clients.add(Piece.of(client(CLIENTS.get(family), version++)));
    }
    String ja4 = new Draw(family).hex(24);
    return new Key(
        Piece.of(identity),
        Piece.of(tenant.host().name() + "\",\"path\":\"/api/"),
        tenant.host(),
        tenant.ids(),
        addresses,
        clients,
        Piece.of(
            ",\"tls\":{\"ja4\":\"t13d2"
                + ja4.charAt(0) % 10
                + "09h1_"
                + ja4.substring(0, 12)
                + '_'
                + ja4.substring(12)
                + "\"}"),
        own);
  }

  /// `tool/1.2 (x)` in patch version 3 is `tool/1.2.3 (x)`.
  private static String client(String family, int version) {
    int end = family.indexOf(" (");
    return end < 0
        ? family + '.' + version
        : family.substring(0, end) + '.' + version + family.substring(end);
  }

  /// The few networks that one key is used from, with many addresses in some of them.
  private static List<Piece> addresses(Draw draw) {
    List<String> homes = new ArrayList<>();
    for (int i = 1 + draw.crowded(4, 3); i > 0; i--) {
      String home = address(draw);
      homes.add(home.contains(":") ? home : home.substring(0, home.lastIndexOf('.') + 1));
    }
    List<Piece> addresses = new ArrayList<>();
    for (int i = 1 + draw.crowded(160, 8); i > 0; i--) {
      String home = draw.pick(homes);
      addresses.add(Piece.of(home.contains(":") ? home : home + draw.between(1, 254)));
    }
    return addresses;
  }

  /// Public IPv4 space outside the reserved blocks; one in a hundred is IPv6.
  static String address(Draw draw) {
    if (draw.perMille(10)) {
      return "2a0"
          + draw.between(0, 9)
          + ":"
          + draw.hex(4)
          + ":"
          + draw.hex(4)
          + "::"
          + draw.hex(3);
    }
    int first =
        draw.pick(
            List.of(
                3, 12, 18, 20, 34, 38, 45, 51, 62, 77, 82, 91, 104, 109, 151, 185, 195, 209, 213));
    return first
        + "."
        + draw.between(128, 250)
        + "."
        + draw.between(0, 255)
        + "."
        + draw.between(1, 254);
  }

  private static List<Piece> ids(Draw draw) {
    List<Piece> ids = new ArrayList<>();
    for (int i = 0; i < IDS_PER_TENANT; i++) {
      ids.add(Piece.of(draw.hex(24)));
    }
    return ids;
  }

  private static List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (String resource : RESOURCES) {
      String name = resource.substring(resource.lastIndexOf('/') + 1);
      boolean odd = routes.size() / 4 % 2 == 1;
      String query = odd ? "\",\"query_string\":\"limit=100&skip=0&sort=_id" : "";
      routes.add(route("GET", resource + "/{}", name + "_get", 200, 3_200));
      routes.add(route("GET", resource + query, name + "_list", 200, 21_000));
      routes.add(
          route("GET", resource + "/{}/associations", name + "_listAssociations", 200, 1_400));
      routes.add(
          odd
              ? route("PUT", resource + "/{}", name + "_put", 200, 1_900)
              : route("POST", resource, name + "_post", 201, 900));
    }
    return List.copyOf(routes);
  }

  /// @param target path, `{}` for the id, and what follows it up to the quotation mark
  private static Route route(
      String method, String target, String operation, int success, int bytes) {
    int hole = target.indexOf("{}");
    return new Route(
        Piece.of(method),
        !method.equals("GET"),
        Piece.of(hole < 0 ? target : target.substring(0, hole)),
        hole >= 0,
        Piece.of((hole < 0 ? "" : target.substring(hole + 2)) + '"'),
        Piece.of(",\"api\":{\"operation\":\"" + operation + "\"}"),
        success,
        bytes);
  }
}

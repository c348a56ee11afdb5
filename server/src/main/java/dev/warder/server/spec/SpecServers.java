package dev.warder.server.spec;

import dev.warder.engine.spec.Hosts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Hosts and base paths of an API's servers.
///
/// Variables of a server take each of their declared values, at most [#MAX_SERVERS] servers in all;
/// a server whose host stays open names none.
///
/// @param hosts lower case, without ports
/// @param basePaths `""` or `/api/v2`; never empty
record SpecServers(List<String> hosts, List<String> basePaths) {
  private static final int MAX_SERVERS = 64;

  static SpecServers of(JsonNode document) {
    return document.has("swagger") ? ofSwagger(document) : ofServers(document.path("servers"));
  }

  private static SpecServers ofSwagger(JsonNode document) {
    Set<String> hosts = new TreeSet<>();
    addHost(document.path("host").asString(""), hosts);
    return new SpecServers(
        List.copyOf(hosts), List.of(basePath(document.path("basePath").asString(""))));
  }

  /// The servers of a document, a path or an operation.
  static SpecServers ofServers(JsonNode servers) {
    Set<String> hosts = new TreeSet<>();
    Set<String> basePaths = new LinkedHashSet<>();
    boolean open = false;
    for (JsonNode server : servers) {
      for (String url : urls(server)) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String host = scheme < 0 ? "" : slash < 0 ? rest : rest.substring(0, slash);
        open |= host.isEmpty() || host.indexOf('{') >= 0;
        addHost(host, hosts);
        String path = scheme < 0 ? rest : slash < 0 ? "" : rest.substring(slash);
        if (path.indexOf('{') < 0 && basePaths.size() < MAX_SERVERS) {
          basePaths.add(basePath(path));
        }
      }
    }
    if (basePaths.isEmpty()) {
      basePaths.add("");
    }
    return new SpecServers(open ? List.of() : List.copyOf(hosts), List.copyOf(basePaths));
  }

  private static void addHost(String host, Set<String> hosts) {
    String plain = Hosts.plain(host);
    if (!plain.isEmpty() && plain.indexOf('{') < 0 && hosts.size() < MAX_SERVERS) {
      hosts.add(plain);
    }
  }

  private static List<String> urls(JsonNode server) {
    List<String> urls = List.of(server.path("url").asString(""));
    for (var variable : server.path("variables").properties()) {
      String name = "{" + variable.getKey() + "}";
      Set<String> values = new LinkedHashSet<>();
      values.add(variable.getValue().path("default").asString(name));
      variable.getValue().path("enum").forEach(value -> values.add(value.asString("")));
      List<String> filled = new ArrayList<>();
      for (String url : urls) {
        for (String value : values) {
          if (filled.size() < MAX_SERVERS) {
            filled.add(url.replace(name, value));
          }
        }
      }
      urls = filled;
    }
    return urls;
  }

  /// Starts with a slash and does not end in one; empty for the root.
  private static String basePath(String path) {
    String trimmed = path.strip();
    int query = trimmed.indexOf('?');
    trimmed = query < 0 ? trimmed : trimmed.substring(0, query);
    while (trimmed.endsWith("/")) {
      trimmed = trimmed.substring(0, trimmed.length() - 1);
    }
    return trimmed.isEmpty() || trimmed.startsWith("/") ? trimmed : "/" + trimmed;
  }
}

package dev.warder.server.spec;

import dev.warder.engine.spec.ApiSpec;
import dev.warder.engine.spec.SpecOperation;
import dev.warder.engine.spec.SpecOperation.Auth;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// A description of an API: OpenAPI 3.0 and 3.1, Swagger 2; JSON or YAML, plain or gzip.
///
/// Guarantees reads this one file; nothing is ever fetched, see [Refs]
///
/// Bounds [#MAX_OPERATIONS] operations; see [SpecDocument]
///
/// Errors [CommandFailure] for a file that is no description; parts that make no sense are left out
/// and noted
public final class SpecFile {
  private static final int MAX_OPERATIONS = 50_000;
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode document;
  private final Refs refs;
  private final List<SpecOperation> operations = new ArrayList<>();
  private final Set<String> queryKeySchemes = new HashSet<>();
  private final Set<String> hosts = new TreeSet<>();

  private SpecFile(JsonNode document) {
    this.document = document;
    refs = new Refs(document);
  }

  public static ApiSpec read(Path file) {
    JsonNode document = SpecDocument.read(file);
    boolean known =
        document.path("openapi").asString("").startsWith("3.")
            || document.path("swagger").asString("").startsWith("2");
    if (!known) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "--spec " + file + " is neither OpenAPI 3 nor Swagger 2: it has no such version");
    }
    Path name = file.getFileName();
    return new SpecFile(document).spec(name == null ? file.toString() : name.toString());
  }

  private ApiSpec spec(String name) {
    SpecServers servers = SpecServers.of(document);
    hosts.addAll(servers.hosts());
    readSchemes();
    for (var path : document.path("paths").properties()) {
      if (path.getKey().startsWith("/")) {
        path(path.getKey(), refs.resolve(path.getValue()), servers);
      }
    }
    boolean anyHost = servers.hosts().isEmpty();
    return new ApiSpec(name, anyHost ? List.of() : List.copyOf(hosts), operations, notes(name));
  }

  private List<String> notes(String name) {
    List<String> notes = new ArrayList<>();
    if (operations.isEmpty()) {
      notes.add(name + " describes no operation");
    }
    if (refs.foreign() > 0) {
      notes.add(name + ": " + refs.foreign() + " references to other documents were not followed");
    }
    if (refs.broken() > 0) {
      notes.add(name + ": " + refs.broken() + " references lead nowhere");
    }
    if (operations.size() >= MAX_OPERATIONS) {
      notes.add(name + ": only the first " + MAX_OPERATIONS + " operations were taken");
    }
    return notes;
  }

  /// Remembers which security schemes put a key into the query.
  private void readSchemes() {
    JsonNode schemes =
        document.has("swagger")
            ? document.path("securityDefinitions")
            : document.path("components").path("securitySchemes");
    for (var scheme : schemes.properties()) {
      if (refs.resolve(scheme.getValue()).path("in").asString("").equals("query")) {
        queryKeySchemes.add(scheme.getKey());
      }
    }
  }

  private void path(String path, JsonNode item, SpecServers servers) {
    for (var entry : item.properties()) {
      if (METHODS.contains(entry.getKey()) && operations.size() < MAX_OPERATIONS) {
        JsonNode operation = entry.getValue();
        SpecServers own = own(operation, own(item, servers));
        JsonNode security =
            operation.has("security") ? operation.path("security") : document.path("security");
        operations.add(
            new SpecOperation(
                entry.getKey().toUpperCase(Locale.ROOT),
                own.basePaths().stream().map(base -> base + path).toList(),
                operation.path("deprecated").asBoolean(false),
                auth(security),
                allowsKeyInQuery(security),
                SpecParameters.of(item.path("parameters"), operation, refs)));
      }
    }
  }

  /// Servers of a path or operation, where it names its own.
  private SpecServers own(JsonNode node, SpecServers inherited) {
    if (node.path("servers").isEmpty()) {
      return inherited;
    }
    SpecServers own = SpecServers.ofServers(node.path("servers"));
    hosts.addAll(own.hosts());
    return own;
  }

  private static Auth auth(JsonNode security) {
    if (security.isMissingNode()) {
      return Auth.UNKNOWN;
    }
    if (security.isEmpty()) {
      return Auth.NONE;
    }
    for (JsonNode option : security) {
      if (option.isEmpty()) {
        return Auth.OPTIONAL;
      }
    }
    return Auth.REQUIRED;
  }

  private boolean allowsKeyInQuery(JsonNode security) {
    for (JsonNode option : security) {
      for (String scheme : option.propertyNames()) {
        if (queryKeySchemes.contains(scheme)) {
          return true;
        }
      }
    }
    return false;
  }
}

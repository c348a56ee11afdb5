package dev.warder.api.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the route that a request asks for. Immutable.
///
/// Shape a template's segment is text, `{name}`, or `{name}:verb`; a name takes one segment of
/// letters, digits, `-`, `_`, `.` and `~` and nothing that is percent-encoded
///
/// Bounds routes are few: a request looks at those with as many segments as it has
public final class Router {
  private static final String REST = "/**";

  private final List<Route> open = new ArrayList<>();
  private final Map<Integer, List<Compiled>> bySegments = new LinkedHashMap<>();
  private final List<Route> routes;

  public Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
    for (Route route : this.routes) {
      if (route.template().endsWith(REST)) {
        open.add(route);
        continue;
      }
      Compiled compiled = new Compiled(route, segments(route.template()));
      bySegments.computeIfAbsent(compiled.segments().size(), n -> new ArrayList<>()).add(compiled);
    }
  }

  public List<Route> routes() {
    return routes;
  }

  /// The route for a method and a path without query, if there is one.
  Optional<Match> find(String method, String path) {
    for (Route route : open) {
      if (path.startsWith(stem(route)) && fits(route, method)) {
        return Optional.of(new Match(route, Map.of()));
      }
    }
    List<String> asked = segments(path);
    for (Compiled candidate : bySegments.getOrDefault(asked.size(), List.of())) {
      if (fits(candidate.route(), method)) {
        Map<String, String> parameters = candidate.match(asked);
        if (parameters != null) {
          return Optional.of(new Match(candidate.route(), parameters));
        }
      }
    }
    return Optional.empty();
  }

  /// The methods that exist for a path, in order; empty if the path itself does not.
  List<String> methods(String path) {
    List<String> asked = segments(path);
    TreeSet<String> methods = new TreeSet<>();
    for (Compiled candidate : bySegments.getOrDefault(asked.size(), List.of())) {
      if (candidate.match(asked) != null) {
        methods.add(candidate.route().method());
      }
    }
    return List.copyOf(methods);
  }

  private static boolean fits(Route route, String method) {
    return route.method().equals("*") || route.method().equals(method);
  }

  /// `/a/**` takes `/a/` and what is longer.
  private static String stem(Route route) {
    return route.template().substring(0, route.template().length() - 2);
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int from = 1;
    for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
      segments.add(path.substring(from, slash));
      from = slash + 1;
    }
    segments.add(path.substring(Math.min(from, path.length())));
    return segments;
  }

  /// A route with what its names stand for in one request.
  record Match(Route route, Map<String, String> parameters) {}

  private record Compiled(Route route, List<String> segments) {
    private @Nullable Map<String, String> match(List<String> asked) {
      Map<String, String> parameters = Map.of();
      for (int i = 0; i < segments.size(); i++) {
        String wanted = segments.get(i);
        String given = asked.get(i);
        if (!wanted.startsWith("{")) {
          if (!wanted.equals(given)) {
            return null;
          }
          continue;
        }
        int close = wanted.indexOf('}');
        String verb = wanted.substring(close + 1);
        if (!given.endsWith(verb)) {
          return null;
        }
        String value = given.substring(0, given.length() - verb.length());
        if (!isName(value)) {
          return null;
        }
        // One name is the rule, so that a map of one is all there ever is to make.
        parameters = with(parameters, wanted.substring(1, close), value);
      }
      return parameters;
    }

    private static Map<String, String> with(
        Map<String, String> parameters, String name, String value) {
      if (parameters.isEmpty()) {
        return Map.of(name, value);
      }
      Map<String, String> more = new LinkedHashMap<>(parameters);
      more.put(name, value);
      return more;
    }

    private static boolean isName(String value) {
      if (value.isEmpty() || value.length() > 128) {
        return false;
      }
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        boolean plain =
            (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~';
        if (!plain) {
          return false;
        }
      }
      return true;
    }
  }
}

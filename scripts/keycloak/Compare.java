import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Holds the route templates that Warder learned against those that Keycloak's OpenAPI document
/// declares, as far as the log called them. Run by `scripts/keycloak/check`.
///
/// Arguments: inventory of Warder, access log, OpenAPI document of Keycloak, least F1
class Compare {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

  private final Set<String> declared = new TreeSet<>();

  public static void main(String[] arguments) throws Exception {
    Compare compare = new Compare();
    compare.declare(Path.of(arguments[2]));
    Set<String> called = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      String route = compare.routeOf(line);
      if (!route.isEmpty()) {
        called.add(route);
      }
    }
    Set<String> learned = learned(Path.of(arguments[0]));
    report(called, learned, Double.parseDouble(arguments[3]));
  }

  private static void report(Set<String> called, Set<String> learned, double least) {
    for (String route : learned) {
      if (!called.contains(route)) {
        System.out.println("learned, not declared: " + route);
      }
    }
    for (String route : called) {
      if (!learned.contains(route)) {
        System.out.println("declared, not learned: " + route);
      }
    }
    double f1 = f1(learned, called);
    System.out.printf(
        "keycloak_routes=%d keycloak_learned=%d keycloak_f1_realm_given=%.3f keycloak_f1=%.3f%n",
        called.size(), learned.size(), f1(withoutRealms(learned), called), f1);
    System.exit(!called.isEmpty() && f1 >= least ? 0 : 1);
  }

  private static double f1(Set<String> learned, Set<String> called) {
    Set<String> both = new HashSet<>(learned);
    both.retainAll(called);
    return 2.0 * both.size() / Math.max(1, learned.size() + called.size());
  }

  /// As if the names of the realms, of which there are few, were known to be parameters.
  private static Set<String> withoutRealms(Set<String> routes) {
    Set<String> folded = new TreeSet<>();
    for (String route : routes) {
      folded.add(route.replaceFirst("/admin/realms/[^/]+", "/admin/realms/{}"));
    }
    return folded;
  }

  private void declare(Path document) throws Exception {
    JsonNode paths = new ObjectMapper().readTree(Files.readString(document)).get("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (String method : path.getValue().propertyNames()) {
        if (METHODS.contains(method)) {
          declared.add(method.toUpperCase(Locale.ROOT) + " " + plain(path.getKey()));
        }
      }
    }
  }

  /// Every parameter as `{}`.
  private static String plain(String template) {
    String text = template.replaceAll("\\{[^}]*}", "{}");
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /// The declared route that a line of the log called, the one with most literal segments.
  private String routeOf(String line) {
    int quote = line.indexOf('"');
    String[] request = quote < 0 ? new String[0] : line.substring(quote + 1).split(" ");
    if (request.length < 2 || !request[1].startsWith("/admin/realms")) {
      return "";
    }
    String path = request[1].replaceAll("[?].*", "").replaceAll("/$", "");
    String best = "";
    for (String route : declared) {
      if (route.startsWith(request[0] + " ")
          && fits(route.substring(request[0].length() + 1), path)
          && (best.isEmpty() || holes(route) < holes(best))) {
        best = route;
      }
    }
    return best;
  }

  private static int holes(String route) {
    return route.split("\\{}", -1).length;
  }

  private static boolean fits(String route, String path) {
    String[] wanted = route.split("/");
    String[] segments = path.split("/");
    if (wanted.length != segments.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i].equals("{}") && !wanted[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> learned(Path inventory) throws Exception {
    List<String> routes = new ArrayList<>();
    JsonNode document = new ObjectMapper().readTree(Files.readString(inventory));
    for (JsonNode api : document.get("apis")) {
      for (JsonNode operation : api.get("operations")) {
        String template = operation.get("template").asString();
        if (template.startsWith("/admin/realms")) {
          routes.add(operation.get("method").asString() + " " + plain(template));
        }
      }
    }
    return new TreeSet<>(routes);
  }
}

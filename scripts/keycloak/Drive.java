import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Administers a running Keycloak as a person would: users, clients, roles and groups, several of
/// each, and fetches the events it recorded. Run by `scripts/keycloak/check`.
///
/// Arguments: base address, folder for the events
class Drive {
  private static final int EACH = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private String token = "";

  private Drive(String base) {
    this.base = base;
  }

  public static void main(String[] arguments) throws Exception {
    Drive drive = new Drive(arguments[0]);
    drive.login();
    for (String realm : List.of("acme", "globex", "initech")) {
      drive.realm(realm);
    }
    drive.events(Path.of(arguments[1]));
  }

  private void realm(String name) throws Exception {
    send(
        "POST",
        "/admin/realms",
        "{\"realm\":\""
            + name
            + "\",\"enabled\":true,"
            + "\"eventsEnabled\":true,\"adminEventsEnabled\":true,\"adminEventsDetailsEnabled\":true}");
    String realm = "/admin/realms/" + name;
    send("GET", realm, "");
    List<String> users = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      users.add(made(realm + "/users", "{\"username\":\"user" + i + "\",\"enabled\":true}"));
      groups.add(made(realm + "/groups", "{\"name\":\"group" + i + "\"}"));
      send("POST", realm + "/roles", "{\"name\":\"role-" + i + "\"}");
      send("GET", realm + "/roles/role-" + i, "");
      client(realm, made(realm + "/clients", "{\"clientId\":\"app" + i + "\",\"secret\":\"s\"}"));
    }
    for (int i = 0; i < EACH; i++) {
      user(realm, users.get(i), groups.get(i), i);
      send("GET", realm + "/groups/" + groups.get(i), "");
      send("GET", realm + "/groups/" + groups.get(i) + "/members", "");
    }
    for (String list :
        List.of(
            "users",
            "users/count",
            "groups",
            "groups/count",
            "roles",
            "clients",
            "client-scopes",
            "events/config",
            "identity-provider/instances",
            "components",
            "keys")) {
      send("GET", realm + "/" + list, "");
      send("GET", realm + "/" + list, "");
    }
    send("DELETE", realm + "/users/" + users.getFirst(), "");
    send("DELETE", realm + "/groups/" + groups.getFirst(), "");
  }

  private void user(String realm, String id, String group, int i) throws Exception {
    String user = realm + "/users/" + id;
    send("GET", user, "");
    send("PUT", user, "{\"firstName\":\"First" + i + "\"}");
    send("PUT", user + "/reset-password", "{\"type\":\"password\",\"value\":\"pw\"}");
    send("GET", user + "/credentials", "");
    send("GET", user + "/sessions", "");
    send("PUT", user + "/groups/" + group, "");
    send("GET", user + "/groups", "");
    JsonNode role = JSON.readTree(send("GET", realm + "/roles/role-" + i, "").body());
    send("POST", user + "/role-mappings/realm", "[" + role + "]");
    send("GET", user + "/role-mappings", "");
    send("POST", user + "/logout", "");
  }

  private void client(String realm, String id) throws Exception {
    String client = realm + "/clients/" + id;
    send("GET", client, "");
    send("GET", client + "/client-secret", "");
    send("POST", client + "/client-secret", "");
    send("POST", client + "/roles", "{\"name\":\"reader\"}");
    send("GET", client + "/roles", "");
    send("GET", client + "/default-client-scopes", "");
  }

  /// The events of all realms, each as the array that Keycloak replies with.
  private void events(Path folder) throws Exception {
    for (String realm : List.of("acme", "globex", "initech")) {
      for (String kind : List.of("admin-events", "events")) {
        String path = "/admin/realms/" + realm + "/" + kind + "?max=10000";
        Files.writeString(
            folder.resolve(realm + "-" + kind + ".json"), send("GET", path, "").body());
      }
    }
  }

  private void login() throws Exception {
    String form =
        "grant_type=password&client_id=admin-cli&username=admin&password="
            + URLEncoder.encode("admin", StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/realms/master/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());
    token = JSON.readTree(reply.body()).get("access_token").asString();
  }

  /// Creates a thing and tells its id, the last segment of where it is.
  private String made(String path, String body) throws Exception {
    String location = send("POST", path, body).headers().firstValue("Location").orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpResponse<String> reply = once(method, path, body);
    if (reply.statusCode() == 401) {
      login();
      reply = once(method, path, body);
    }
    if (reply.statusCode() >= 400) {
      throw new IllegalStateException(method + " " + path + " gives " + reply.statusCode());
    }
    return reply;
  }

  private HttpResponse<String> once(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("User-Agent", "warder-check/1")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}

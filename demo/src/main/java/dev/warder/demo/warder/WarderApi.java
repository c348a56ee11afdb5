package dev.warder.demo.warder;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.wire.Answer;
import dev.warder.demo.wire.Json;
import dev.warder.demo.wire.Line;
import dev.warder.demo.wire.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Warder's API with one credential, over connections of its own. Safe for use by many threads,
/// which take turns.
///
/// Errors [IOException] for every answer that is none of success
public final class WarderApi implements AutoCloseable {
  private final Line line;
  private final String credential;

  public WarderApi(URI doors, String credential) {
    line = new Line(doors);
    this.credential = requireNonNull(credential, "credential is null");
  }

  /// What a key is to be.
  ///
  /// @param parent id of the key that asked for it; empty if none did
  public record Wish(
      String tenant, String principal, String kind, String parent, List<String> scope) {
    public Wish {
      scope = List.copyOf(scope);
    }
  }

  /// A fresh key.
  public record Minted(String id, String secret) {}

  /// A key as it is now.
  public record Standing(String id, String state) {
    /// Whether it opens nothing any more.
    public boolean isOver() {
      return switch (state) {
        case "revoked", "invalidated", "expired", "rotated" -> true;
        default -> false;
      };
    }
  }

  /// An incident as it is listed.
  ///
  /// @param time of its first finding
  /// @param keys that it is about
  public record Incident(
      String uid, Instant time, String severity, String what, List<String> keys, boolean isAlert) {
    public Incident {
      keys = List.copyOf(keys);
    }
  }

  /// What Warder says of work that is due.
  public record Word(boolean isAllowed, String code, String verdict) {}

  public Minted mint(Wish wish) throws IOException {
    ObjectNode body = Json.object();
    body.put("tenant", wish.tenant()).put("principal", wish.principal());
    body.putObject("integration").put("kind", wish.kind());
    if (!wish.parent().isEmpty()) {
      body.put("parent", wish.parent());
    }
    wish.scope().forEach(body.putArray("scope")::add);
    Answer answer = ask("POST", "/v1/keys", body);
    return new Minted(answer.body().path("key").path("id").asString(""), answer.text("secret"));
  }

  /// Asks whether work may run now that was set up with a key, by its id.
  public Word verifyScheduled(String key, String verdict, String method, String path)
      throws IOException {
    ObjectNode body = Json.object();
    body.put("key_id", key).put("verdict", verdict).put("method", method).put("path", path);
    Answer answer = ask("POST", "/v1/verify/scheduled", body);
    return new Word(
        answer.body().path("allowed").asBoolean(false),
        answer.text("code"),
        answer.text("verdict"));
  }

  public void fence(String key, String note) throws IOException {
    ask("POST", "/v1/keys/" + key + ":fence", Json.object().put("note", note));
  }

  public void revoke(String key, String note) throws IOException {
    ask("POST", "/v1/keys/" + key + ":revoke", Json.object().put("note", note));
  }

  /// Ends all keys that a selector picks, after a preview of it.
  ///
  /// @return how many
  public int invalidate(String where) throws IOException {
    ObjectNode asked = Json.object().put("where", where);
    String preview = ask("POST", "/v1/invalidations/previews", asked).text("preview");
    return ask("POST", "/v1/invalidations", asked.put("preview", preview))
        .body()
        .path("keys")
        .asInt(0);
  }

  /// The keys that a selector picks, as they are now.
  public List<Standing> keys(String where) throws IOException {
    List<Standing> found = new ArrayList<>();
    String cursor = "";
    do {
      String page = cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor);
      JsonNode body = ask("GET", "/v1/keys?limit=100&where=" + encoded(where) + page, null).body();
      for (JsonNode key : body.path("keys")) {
        found.add(new Standing(key.path("id").asString(""), key.path("state").asString("")));
      }
      cursor = body.path("next").asString("");
    } while (!cursor.isEmpty());
    return found;
  }

  /// The newest incidents, newest first.
  public List<Incident> incidents() throws IOException {
    List<Incident> found = new ArrayList<>();
    for (JsonNode incident : ask("GET", "/v1/incidents?limit=100", null).body().path("incidents")) {
      List<String> keys = new ArrayList<>();
      JsonNode ours = incident.path("unmapped").path("warder");
      ours.path("credentials").forEach(key -> keys.add(key.asString("")));
      found.add(
          new Incident(
              incident.path("metadata").path("uid").asString(""),
              Instant.ofEpochMilli(incident.path("time").asLong(0)),
              incident.path("severity").asString(""),
              incident.path("desc").asString(""),
              keys,
              !ours.path("standing").asString("").equals("over_budget")));
    }
    return found;
  }

  /// Closes an incident.
  public void close(String incident, String verdict, String note) throws IOException {
    ask(
        "POST",
        "/v1/incidents/" + incident + "/close",
        Json.object().put("verdict", verdict).put("note", note));
  }

  private synchronized Answer ask(String method, String target, @Nullable JsonNode body)
      throws IOException {
    Request request = Request.of(method, target).with("Authorization", "Bearer " + credential);
    Answer answer = line.ask(body == null ? request : request.with(body));
    if (!answer.isSuccess()) {
      throw new IOException(
          method + " " + target + ": " + answer.status() + " " + answer.text("detail"));
    }
    return answer;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void close() {
    line.close();
  }
}

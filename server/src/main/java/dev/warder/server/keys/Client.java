package dev.warder.server.keys;

import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asks a running Warder over HTTP. Confined to one thread.
///
/// Bounds 35 s for an answer, 64 MiB of one
///
/// Errors [CommandFailure] with what the server objects to and its code
final class Client implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(35);
  private static final int MOST = 64 << 20;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final HttpClient http;
  private final URI server;
  private final Secret token;
  private final Trust trust;

  Client(URI server, Secret token, Trust trust) {
    this.server = server;
    this.token = token;
    this.trust = trust;
    http = HttpClient.newBuilder().connectTimeout(CONNECT).sslContext(trust.context()).build();
  }

  /// An answer.
  ///
  /// @param body the document; a missing node if there is none
  /// @param tag the entity tag, empty if there is none
  record Answer(int status, JsonNode body, String tag) {}

  Answer get(String path) {
    return send("GET", path, "", Map.of());
  }

  Answer post(String path, String json, Map<String, String> headers) {
    return send("POST", path, json, headers);
  }

  Answer post(String path, String json) {
    return send("POST", path, json, Map.of());
  }

  Answer send(String method, String path, String json, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(ANSWER)
            .method(method, BodyPublishers.ofString(json))
            // The one place where the credential leaves: to the server that was named.
            .header(
                "authorization", "Bearer " + new String(token.expose(), StandardCharsets.UTF_8));
    if (!json.isEmpty()) {
      request.header("content-type", "application/json");
    }
    new TreeMap<>(headers).forEach(request::header);
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      return answer(response);
    } catch (SSLException e) {
      throw new CommandFailure(ErrorCode.USAGE, trust.words(server.getHost(), e), e);
    } catch (IOException e) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "nobody answers at " + server + ": is 'warder serve' running there? (--server)",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ErrorCode.USAGE, "interrupted", e);
    }
  }

  private Answer answer(HttpResponse<InputStream> response) throws IOException {
    byte[] bytes;
    try (InputStream in = response.body()) {
      bytes = in.readNBytes(MOST);
    }
    JsonNode body;
    try {
      body = bytes.length == 0 ? MAPPER.missingNode() : MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw new CommandFailure(
          ErrorCode.USAGE, "what answers at " + server + " is not Warder: it sends no JSON", e);
    }
    if (response.statusCode() >= 400) {
      throw refused(response.statusCode(), body);
    }
    return new Answer(
        response.statusCode(), body, response.headers().firstValue("etag").orElse(""));
  }

  private static CommandFailure refused(int status, JsonNode body) {
    String detail = body.path("detail").asString(body.path("title").asString("no reason is given"));
    String pointer = body.path("pointer").asString("");
    String code = body.path("code").asString(Integer.toString(status));
    return new CommandFailure(
        ErrorCode.USAGE,
        detail + (pointer.isEmpty() ? "" : " At " + pointer + ".") + " [" + code + "]");
  }

  /// Whether the server objected with a stable code of `docs/errors.md`.
  static boolean isRefusal(CommandFailure failure, String code) {
    return String.valueOf(failure.getMessage()).endsWith("[" + code + "]");
  }

  @Override
  public void close() {
    http.close();
  }
}

package dev.warder.demo.wire;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a client asks.
///
/// @param method of HTTP
/// @param target path and query
/// @param headers lines without their ends
/// @param body null if there is none
public record Request(String method, String target, List<String> headers, @Nullable JsonNode body) {
  public Request {
    requireNonNull(method, "method is null");
    requireNonNull(target, "target is null");
    headers = List.copyOf(headers);
  }

  public static Request of(String method, String target) {
    return new Request(method, target, List.of(), null);
  }

  public Request with(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name + ": " + value);
    return new Request(method, target, more, body);
  }

  public Request with(JsonNode content) {
    return new Request(method, target, headers, content);
  }
}

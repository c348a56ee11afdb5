package dev.warder.demo.platform;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One call that reached a route.
///
/// @param by who calls
/// @param organization that it is about
/// @param ids what stands in the path where the template has names
/// @param query parameters; of several with one name the last
/// @param body of JSON; missing if there is none
/// @param now when
record Call(
    Identity by,
    Organization organization,
    List<String> ids,
    Map<String, String> query,
    JsonNode body,
    Instant now) {
  private static final int MOST = 100;

  Call {
    requireNonNull(by, "by is null");
    requireNonNull(organization, "organization is null");
    ids = List.copyOf(ids);
    query = Map.copyOf(query);
    requireNonNull(body, "body is null");
    requireNonNull(now, "now is null");
  }

  String id() {
    return ids.getFirst();
  }

  int limit() {
    return Math.clamp(number("limit", 10), 1, MOST);
  }

  int skip() {
    return Math.clamp(number("skip", 0), 0, Integer.MAX_VALUE);
  }

  private int number(String name, int otherwise) {
    String text = query.getOrDefault(name, "");
    boolean isNumber =
        !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber ? Integer.parseInt(text) : otherwise;
  }

  void note(String type, String subject) {
    organization.note(now, type, by, subject);
  }
}

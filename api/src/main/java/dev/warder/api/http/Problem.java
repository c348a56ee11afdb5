package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

import dev.warder.api.json.JsonText;
import java.util.Map;
import java.util.TreeMap;

/// What went wrong, as RFC 9457 has it; the one form in which a door refuses.
///
/// Shape `{"type":"urn:warder:problem:not_found","title":…,"status":404,"detail":…,
/// "code":"not_found", …}`
///
/// Source RFC 9457
///
/// @param code stable, snake_case
/// @param status HTTP status
/// @param title the same for all of a code
/// @param detail what is wrong with this request and what to do, for people; empty if the title
///   says it all
/// @param more further members by name
public record Problem(
    String code, int status, String title, String detail, Map<String, String> more) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String CHALLENGE = "Bearer realm=\"warder\"";
  private static final String TYPE = "urn:warder:problem:";

  public Problem {
    requireNonNull(code, "code is null");
    requireNonNull(title, "title is null");
    requireNonNull(detail, "detail is null");
    more = Map.copyOf(more);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status is no error: " + status);
    }
  }

  public static Problem of(ProblemCode code, String detail) {
    return of(code, detail, Map.of());
  }

  public static Problem of(ProblemCode code, String detail, Map<String, String> more) {
    return new Problem(code.word(), code.status(), code.title(), detail, more);
  }

  /// The body.
  public byte[] json() {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringProperty("type", TYPE + code);
      json.writeStringProperty("title", title);
      json.writeNumberProperty("status", status);
      if (!detail.isEmpty()) {
        json.writeStringProperty("detail", detail);
      }
      json.writeStringProperty("code", code);
      new TreeMap<>(more).forEach(json::writeStringProperty);
      json.writeEndObject();
    });
  }

  /// The reply that tells it.
  public Reply reply() {
    Reply reply = Reply.of(status, MEDIA_TYPE, json());
    return switch (code) {
      case "no_credential", "bad_credential" -> reply.with("www-authenticate", CHALLENGE);
      case "too_many_requests", "overloaded", "busy" -> reply.with("retry-after", "1");
      default -> reply;
    };
  }
}

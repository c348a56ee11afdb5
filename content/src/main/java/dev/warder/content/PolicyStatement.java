package dev.warder.content;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;

/// One statement of an IAM policy document, as far as it can be read: readers cut long texts, and
/// what stands before the cut still counts. A statement whose effect was cut off counts as
/// allowing.
final class PolicyStatement {
  private static final JsonFactory JSON = new JsonFactory();

  private String effect = "";
  private boolean conditional;
  private final List<String> principals = new ArrayList<>();
  private final List<String> actions = new ArrayList<>();
  private final List<String> resources = new ArrayList<>();

  private PolicyStatement() {}

  /// The statements of the document under a prefix, whether it is text or spread over attributes.
  static Collection<PolicyStatement> read(String prefix, Map<String, String> attributes) {
    Map<String, PolicyStatement> statements = new HashMap<>();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String key = attribute.getKey();
      if (key.equalsIgnoreCase(prefix)) {
        parse(attribute.getValue(), (path, value) -> add(statements, path, value));
      } else if (key.regionMatches(true, 0, prefix + ".", 0, prefix.length() + 1)) {
        add(statements, key.substring(prefix.length() + 1), attribute.getValue());
      }
    }
    return statements.values();
  }

  boolean allows() {
    return !effect.equals("deny");
  }

  boolean conditional() {
    return conditional;
  }

  List<String> principals() {
    return principals;
  }

  List<String> actions() {
    return actions;
  }

  List<String> resources() {
    return resources;
  }

  private static void add(Map<String, PolicyStatement> statements, String path, String value) {
    String lower = path.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("statement")) {
      return;
    }
    int dot = path.indexOf('.');
    if (dot < 0) {
      return;
    }
    PolicyStatement statement =
        statements.computeIfAbsent(lower.substring(0, dot), _ignored -> new PolicyStatement());
    statement.take(AttributePath.segments(lower.substring(dot + 1)).getFirst(), value);
  }

  private void take(String member, String value) {
    switch (member) {
      case "effect" -> effect = value.toLowerCase(Locale.ROOT);
      case "principal" -> principals.add(value);
      case "action" -> actions.add(value);
      case "resource" -> resources.add(value);
      case "condition" -> conditional = true;
      default -> {}
    }
  }

  /// Every scalar of a JSON text with its path; stops at the first thing that is not JSON.
  private static void parse(String text, BiConsumer<String, String> sink) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), decoded(text))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          sink.accept(path(parser.streamReadContext()), parser.getString());
        }
      }
    } catch (JacksonException e) {
      // Not JSON from here on, mostly because a reader cut it: what stood before counts.
      return;
    }
  }

  private static String decoded(String text) {
    if (!text.startsWith("%7B")) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String path(TokenStreamContext context) {
    StringBuilder path = new StringBuilder();
    for (TokenStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
      if (at.inObject()) {
        path.insert(0, "." + at.currentName());
      } else {
        path.insert(0, "[" + at.getCurrentIndex() + "]");
      }
    }
    return path.isEmpty() ? "" : path.substring(1);
  }
}

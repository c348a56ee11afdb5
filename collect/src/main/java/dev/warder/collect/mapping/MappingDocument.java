package dev.warder.collect.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads a mapping file, JSON if it starts with a brace and YAML otherwise, into nodes that know
/// their line.
///
/// Bounds [#MAX_BYTES] bytes, [#MAX_DEPTH] levels; no anchors, so that a node is read once
///
/// Errors [MappingException] at the first thing that is wrong
final class MappingDocument {
  static final int MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 16;

  private final String file;
  private final JsonParser parser;

  private MappingDocument(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static MappingNode read(String file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MappingException(file + ": is larger than " + MAX_BYTES + " bytes");
    }
    try (JsonParser parser = parser(bytes)) {
      MappingDocument document = new MappingDocument(file, parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new MappingException(file + ": is empty");
      }
      MappingNode node = document.node(first, 0);
      if (parser.nextToken() != null) {
        throw document.fault("a second document: a mapping is one");
      }
      return node;
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new MappingException(
          file + ":" + line + ": is neither YAML nor JSON: " + firstLine(e.getOriginalMessage()),
          e);
    }
  }

  private static JsonParser parser(byte[] bytes) {
    int at = 0;
    while (at < bytes.length && bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
    boolean json = at < bytes.length && bytes[at] == '{';
    return json
        ? new JsonFactory().createParser(ObjectReadContext.empty(), bytes)
        : new YAMLFactory().createParser(ObjectReadContext.empty(), bytes);
  }

  private static String firstLine(@Nullable String message) {
    String text = message == null ? "" : message;
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private MappingException fault(String what) {
    return new MappingException(file + ":" + line() + ": " + what);
  }

  private int line() {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private MappingNode node(@Nullable JsonToken token, int depth) {
    int line = line();
    if (depth > MAX_DEPTH) {
      throw fault("nested deeper than " + MAX_DEPTH + " levels");
    }
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw fault("anchors and aliases are not allowed");
    }
    if (token == JsonToken.START_OBJECT) {
      return fields(line, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      List<MappingNode> items = new ArrayList<>();
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        items.add(node(next, depth + 1));
      }
      return new MappingNode.Sequence(items, line);
    }
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw fault("a value is missing");
    }
    return new MappingNode.Scalar(parser.getString(), line);
  }

  private MappingNode fields(int line, int depth) {
    Map<String, MappingNode> byName = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (byName.containsKey(name)) {
        throw fault(name + " is given twice");
      }
      byName.put(name, node(parser.nextToken(), depth + 1));
    }
    return new MappingNode.Fields(byName, line);
  }
}

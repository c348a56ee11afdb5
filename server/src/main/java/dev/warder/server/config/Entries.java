package dev.warder.server.config;

import dev.warder.api.json.JsonText;
import dev.warder.content.ContentException;
import dev.warder.content.YamlDocument;
import dev.warder.content.YamlNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A list of things with fields, as one text: what a file has as a YAML list of mappings, the
/// environment has as the same in one line.
///
/// Shape `[{"name":"soc","url":"https://soc.example.com/in","events":"told, reopened"}]`
///
/// Errors [IllegalArgumentException] on a text that is no such list
final class Entries {
  private static final String URL = "url";

  private Entries() {}

  /// The one spelling of a list in a file.
  static String text(YamlNode.Sequence list) {
    return text(entries(list));
  }

  /// The fields of each entry; a list in a field is one text with commas between.
  static List<Map<String, String>> read(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<YamlNode> documents;
    try {
      documents =
          YamlDocument.allWithNulls(
              "the list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (ContentException e) {
      throw unusable();
    }
    if (documents.size() != 1 || !(documents.getFirst() instanceof YamlNode.Sequence list)) {
      throw unusable();
    }
    return entries(list);
  }

  /// What may be shown to anybody: of addresses the host alone, since what stands behind it may be
  /// a secret of theirs.
  static String shown(String text) {
    List<Map<String, String>> shown = new ArrayList<>();
    for (Map<String, String> entry : read(text)) {
      Map<String, String> fields = new LinkedHashMap<>(entry);
      fields.computeIfPresent(URL, (name, url) -> host(url));
      shown.add(fields);
    }
    return shown.isEmpty() ? "" : text(shown);
  }

  private static String host(String url) {
    int scheme = url.indexOf("://");
    int path = scheme < 0 ? -1 : pathOf(url, scheme + 3);
    String authority = path < 0 ? url : url.substring(0, path);
    if (scheme < 0 || authority.indexOf('@') >= 0) {
      return "…";
    }
    return path < 0 || path == url.length() - 1 ? url : authority + "/…";
  }

  private static int pathOf(String url, int from) {
    for (int i = from; i < url.length(); i++) {
      if ("/?#".indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static String text(List<Map<String, String>> entries) {
    return JsonText.text(json -> {
      json.writeStartArray();
      for (Map<String, String> entry : entries) {
        json.writeStartObject();
        entry.forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  private static List<Map<String, String>> entries(YamlNode.Sequence list) {
    List<Map<String, String>> entries = new ArrayList<>();
    for (YamlNode item : list.items()) {
      if (!(item instanceof YamlNode.Mapping mapping)) {
        throw unusable();
      }
      Map<String, String> fields = new LinkedHashMap<>();
      mapping.fields().forEach((name, value) -> fields.put(name, value(value)));
      entries.add(fields);
    }
    return entries;
  }

  private static String value(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar -> scalar.text();
      case YamlNode.Nothing nothing -> "";
      case YamlNode.Sequence list -> {
        List<String> items = new ArrayList<>();
        for (YamlNode item : list.items()) {
          if (!(item instanceof YamlNode.Scalar scalar)) {
            throw unusable();
          }
          items.add(scalar.text());
        }
        yield String.join(", ", items);
      }
      case YamlNode.Mapping mapping -> throw unusable();
    };
  }

  private static IllegalArgumentException unusable() {
    return new IllegalArgumentException(
        "must be a list of entries with fields, such as [{name: soc, url: 'https://…'}]");
  }
}

package dev.warder.server.keys;

import dev.warder.content.ContentException;
import dev.warder.content.YamlDocument;
import dev.warder.content.YamlNode;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// The file that describes the keys of another system.
///
/// Shape YAML: `name: acme`, `hash: sha256` and the other settings of docs/import.md; `scope:` a
/// list, `mode: observe`
///
/// Errors what is no such file is said with its line; what the settings mean is for the server to
/// judge, which tells all that is wrong at once
///
/// @param settings of the format
/// @param scope what keys open whose lines name no scopes
/// @param mode empty if it is not said
record ImportFormatFile(Map<String, String> settings, List<String> scope, String mode) {
  private static final long MOST_BYTES = 1 << 16;

  ImportFormatFile {
    settings = Map.copyOf(settings);
    scope = List.copyOf(scope);
  }

  static ImportFormatFile read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > MOST_BYTES) {
        throw new CommandFailure(
            ErrorCode.CONTENT_INVALID, file + " is larger than the description of a format is");
      }
      List<YamlNode> documents = YamlDocument.allWithNulls(file.toString(), in);
      if (documents.size() == 1 && documents.getFirst() instanceof YamlNode.Mapping mapping) {
        return of(file, mapping);
      }
      throw new CommandFailure(
          ErrorCode.CONTENT_INVALID,
          file + " must hold settings such as 'name: acme'; docs/import.md has them all");
    } catch (ContentException e) {
      throw new CommandFailure(ErrorCode.CONTENT_INVALID, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, "cannot read " + file, e);
    }
  }

  private static ImportFormatFile of(Path file, YamlNode.Mapping mapping) {
    Map<String, String> settings = new TreeMap<>();
    List<String> scope = List.of();
    String mode = "";
    for (Map.Entry<String, YamlNode> field : mapping.fields().entrySet()) {
      switch (field.getKey()) {
        case "scope" -> scope = texts(file, field.getValue());
        case "mode" -> mode = text(file, field.getValue());
        default -> settings.put(field.getKey(), text(file, field.getValue()));
      }
    }
    return new ImportFormatFile(settings, scope, mode);
  }

  private static List<String> texts(Path file, YamlNode node) {
    if (!(node instanceof YamlNode.Sequence(List<YamlNode> items, int _))) {
      throw wrong(file, node, "scope is a list: ['GET /api/**', '@readers']");
    }
    List<String> texts = new ArrayList<>();
    for (YamlNode item : items) {
      texts.add(text(file, item));
    }
    return texts;
  }

  private static String text(Path file, YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar(String text, int _) -> text;
      case YamlNode.Nothing _ -> "";
      case YamlNode.Mapping _, YamlNode.Sequence _ -> throw wrong(file, node, "a text is wanted");
    };
  }

  private static CommandFailure wrong(Path file, YamlNode node, String why) {
    return new CommandFailure(ErrorCode.CONTENT_INVALID, file + ":" + node.line() + ": " + why);
  }

  /// Writes it as properties of the object that is open.
  void write(JsonGenerator json) {
    json.writeObjectPropertyStart("format");
    new TreeMap<>(settings).forEach(json::writeStringProperty);
    json.writeEndObject();
    json.writeArrayPropertyStart("scope");
    scope.forEach(json::writeString);
    json.writeEndArray();
    if (!mode.isEmpty()) {
      json.writeStringProperty("mode", mode);
    }
  }
}
